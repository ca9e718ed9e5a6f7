import type { Locator, Page } from '@playwright/test'

/** Takes the picture of what the page shows, in both themes. */
export type Take = (name: string) => Promise<void>

/**
 * The pictures of going back: a migration that does not, told as an incident, led back first by the
 * wrong plan and then by the right one, and what is said of it afterwards. The servers are running.
 */
export async function pictureDrill(page: Page, take: Take): Promise<void> {
  const dialog = page.getByRole('dialog')
  const screen = (name: string) =>
    page.getByRole('navigation').getByText(name, { exact: true }).click()
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const takesEnter = (name: string) =>
    page
      .getByRole('button', { name: `${name} ⏎`, exact: true, disabled: false })
      .waitFor({ timeout: 60_000 })
  /** Presses Enter as soon as it does what the button says. */
  const enter = async (name: string) => {
    await takesEnter(name)
    await page.keyboard.press('Enter')
  }
  const begin = async () => {
    await page.keyboard.press('1')
    await enter('Commencer…')
    await enter('Commencer le retour maintenant')
  }
  /** One key, some words, and it stands in the incident. */
  const say = async (key: string, words: string) => {
    await page.keyboard.press(key)
    await dialog.getByRole('textbox').fill(words)
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'hidden' })
  }
  const startDrill = async (kind: string, picture?: string) => {
    await screen('Accueil')
    await page.getByRole('button', { name: 'S’exercer au retour arrière…' }).click()
    await dialog.getByLabel('Votre nom').fill('Ada Martin')
    if (picture !== undefined) await take(picture)
    await dialog.getByLabel('Tout de suite').check()
    await dialog.getByLabel('Ce qui casse').selectOption({ label: kind })
    await dialog.getByRole('button', { name: 'Commencer l’exercice' }).click()
    await page.getByRole('main', { name: 'Salle' }).waitFor({ timeout: 60_000 })
    const tile = page.getByRole('gridcell').filter({ hasText: 'MedQuiz est prêt' })
    await tile.getByText('En panne').waitFor({ timeout: 60_000 })
  }
  /** Answers as the tiles have it, until a plan is proposed. */
  const answer = async (yes: RegExp) => {
    const asked = page.getByRole('region', { name: 'Quel plan de retour ?' })
    const proposed = asked.getByRole('status')
    const question = asked.locator('.question')
    await question.waitFor()
    while (!(await proposed.isVisible())) {
      const text = await question.innerText()
      await page.keyboard.press(yes.test(text) ? 'o' : 'n')
      await proposed.or(question.filter({ hasNotText: text })).waitFor()
    }
  }

  // One before it, to compare with.
  await startDrill('Version défectueuse', 'drill-start')
  await page.keyboard.press('Alt+r')
  await answer(/répond-il par des erreurs|est-elle la 2\.1/)
  await begin()
  await enter('Exécuter')
  await enter('Continuer')
  await enter('Continuer')
  await dialog.getByText('Débriefing : Version défectueuse').waitFor({ timeout: 90_000 })
  await page.keyboard.press('Escape')

  await startDrill('Migration sans retour')
  await page.getByRole('banner').getByText('NO-GO').waitFor({ timeout: 60_000 })
  await take('drill')
  await screen('Incident')
  await page.getByRole('main', { name: 'Incident' }).waitFor()
  await page.keyboard.press('o')
  await dialog.getByLabel('Ce qui ne va pas').fill('Plus personne ne peut ouvrir MedQuiz')
  await dialog.getByRole('button', { name: 'Ouvrir l’incident' }).click()
  await page.getByRole('main', { name: 'Incident' }).waitFor()
  await page.getByRole('button', { name: /^Joint\s:\sL1/ }).click()
  await dialog.getByRole('textbox').fill('au poste dans deux minutes')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await say('n', 'Depuis la mise en ligne de la 2.1, tous les navigateurs')
  await say('h', 'La 2.1 est en cause, la 2.0 suffit')
  await say('d', 'Retour à la 2.0')
  await take('incident')

  // The first thought is wrong: 2.0 alone does not live without the data.
  await page.keyboard.press('Alt+r')
  await answer(/répond-il par des erreurs|Manque-t-il des données/)
  await takesEnter('Commencer…')
  await take('rollback-start')
  await page
    .getByRole('navigation', { name: 'Plans de retour' })
    .getByRole('button', { name: /^Retour à MedQuiz/ })
    .click()
  await begin()
  await heading('Remettre MedQuiz 2.0 en service').waitFor()
  await page.getByRole('region', { name: 'Ce qui va s’exécuter' }).waitFor()
  await take('rollback-step')
  await enter('Exécuter')
  await enter('Continuer')
  await heading('Attendre que MedQuiz soit prêt').waitFor()
  await page.getByText('Cette étape n’a pas tenu').first().waitFor({ timeout: 60_000 })
  await take('rollback-failed')
  await page.keyboard.press('s')
  await dialog.getByLabel('Pourquoi').fill('la 2.0 est en service, voyons l’ensemble')
  await page.keyboard.press('Enter')
  await heading('Est-ce revenu ? Warroom mesure').waitFor()
  await take('rollback-verifying')
  await heading('Pas encore revenu').waitFor({ timeout: 90_000 })
  await take('rollback-not-back')
  await page.keyboard.press('x')
  await dialog.getByLabel('Pourquoi').fill('il manque des données à la 2.0')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Revenir aux plans' }).click()

  await page.getByRole('button', { name: /^Remettre les données/ }).click()
  await begin()
  await heading('Remettre ce que la migration a retiré').waitFor()
  await page.getByRole('button', { name: /^Exécuter/ }).waitFor()
  const typed = page.getByLabel(/^Tapez/)
  if (await typed.isVisible()) {
    const asked = await page.getByText(/^Tapez/).innerText()
    await typed.fill(/«\s(.*?)\s»/.exec(asked)?.[1] ?? '')
  }
  await enter('Exécuter')
  await enter('Continuer')
  await enter('Exécuter')
  await enter('Continuer')
  await dialog.getByText('Débriefing : Migration sans retour').waitFor({ timeout: 90_000 })
  await take('drill-debrief')
  await page.keyboard.press('Escape')
  await screen('Retour')
  await heading('C’est revenu').waitFor()
  const stillDown = page.getByRole('main').getByText('En panne').first()
  await stillDown.waitFor({ state: 'detached', timeout: 60_000 })
  await take('rollback-back')

  await screen('Incident')
  await page.getByRole('button', { name: 'Écarter…' }).click()
  await dialog
    .getByRole('textbox')
    .fill('la 2.0 répond aussi par des erreurs : il lui manque des colonnes')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await say('r', 'Données remises depuis la sauvegarde, puis la 2.0')
  await page.keyboard.press('a')
  await dialog.getByLabel('Quoi', { exact: true }).fill('Répéter chaque migration sur une copie')
  await dialog.getByLabel('Par qui').fill('Responsable backend')
  await dialog.getByRole('button', { name: 'Ajouter' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Voir le brouillon' }).click()
  await take('post-mortem')
  await page.keyboard.press('Escape')

  await screen('Décision')
  const readiness = page.getByRole('region', { name: 'Prêt à revenir en arrière' })
  await readiness.getByRole('button', { name: 'Vérifier', exact: true }).click()
  await page.waitForTimeout(1000)
  await readiness.getByText(/^Vérification/).waitFor({ state: 'detached', timeout: 60_000 })
  await toTop(readiness)
  await take('readiness')
  await screen('Accueil')
  await toTop(page.getByRole('region', { name: 'Entraînement' }))
  await take('home-drills')
}

async function toTop(panel: Locator): Promise<void> {
  await panel.evaluate((element) => element.scrollIntoView())
}
