import { fileURLToPath } from 'node:url'

import { expect, test } from '../harness/test.ts'
import { openRunbook } from './screens.ts'

const received = (name: string) =>
  fileURLToPath(new URL(`../../resources/runbooks/${name}`, import.meta.url))

test('each runbook opens as it was received, clean and complete', async ({ page }) => {
  for (const { file, title, items, repairs, says } of [
    { file: 'medquiz.txt', title: 'MedQuiz Backend', items: 42, repairs: 0, says: 'CORS_ORIGIN' },
    {
      file: 'mapquiz.txt',
      title: 'Protocole de Déploiement',
      items: 23,
      repairs: 1,
      says: 'Branch à jour avec main',
    },
    {
      file: 'prisma-stripe.txt',
      title: 'Runbook de Production',
      items: 23,
      repairs: 0,
      says: 'Comptes d’administration opérationnels',
    },
    {
      file: 'readiness.txt',
      title: 'CHECKLIST PRE-DEPLOYMENT',
      items: 198,
      repairs: 3,
      says: 'SECRET_KEY changée',
    },
    {
      file: 'sylion.txt',
      title: 'GO-LIVE Meta-Ready Checklist',
      items: 49,
      repairs: 1,
      says: 'Extension pgvector installée',
    },
  ]) {
    await test.step(file, async () => {
      await openRunbook(page, received(file))
      const inspector = page.getByRole('main')
      await expect(inspector.getByRole('heading', { level: 1 })).toContainText(title)
      await expect(inspector.getByRole('tab', { name: `Items ${items}` })).toBeVisible()
      await expect(inspector).toContainText(says)
      await inspector.getByRole('tab', { name: /^Repairs/ }).click()
      await expect(inspector).toContainText(
        repairs === 0 ? 'It reads as it was received.' : 'The file itself is untouched.',
      )
    })
  }
})
