import * as look from './drill-looks.ts'
import type { DrillPlan } from './drill-plan.ts'
import { words } from './drill-words.ts'

const medquizFails = words(
  'Does MedQuiz answer with errors, or later than 500 ms, be it only now and then? (tile “MedQuiz is ready”)',
  'MedQuiz répond-il par des erreurs, ou au-delà de 500 ms, ne serait-ce que par moments ? (tuile « MedQuiz est prêt »)',
)

const deployLastGood = {
  id: 'deploy',
  title: words('Put MedQuiz 2.0 back in service', 'Remettre MedQuiz 2.0 en service'),
  why: words(
    '2.0 served yesterday without an error. 2.1 can go out again once it is understood.',
    'La 2.0 servait hier sans une erreur. La 2.1 repartira quand elle sera comprise.',
  ),
  on: 'box',
  command: 'deploy medquiz ${release.last_good}',
  expected: '3s',
  timeout: '30s',
  verify: [look.lastGoodInService(2)],
  'if-fails': {
    text: words(
      'Read what the command said. If the link was lost, look first: the deployment goes on without us, and may be done. Deploy again only if 2.0 is still not in service.',
      'Lisez ce qu’a dit la commande. Si le lien s’est perdu, regardez d’abord : le déploiement continue sans nous et a pu aboutir. Ne redéployez que si la 2.0 n’est toujours pas en service.',
    ),
  },
}

export const disk: DrillPlan = {
  needs: 'sshd',
  fence: {
    id: 'disk',
    title: words('Make room on the data volume', 'Faire de la place sur le volume de données'),
    when: [
      medquizFails,
      words(
        'Is the data volume full, or nearly? (tile “The data volume has room”)',
        'Le volume de données est-il plein, ou presque ? (tuile « Le volume de données a de la place »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'Whatever was not deleted is still there. MedQuiz answers with errors until there is room; no data is lost.',
      'Ce qui n’a pas été supprimé est toujours là. MedQuiz répond par des erreurs tant que la place manque ; aucune donnée n’est perdue.',
    ),
    steps: [
      {
        id: 'look',
        title: words('See what fills it', 'Voir ce qui le remplit'),
        why: words(
          'Only old exports may go. If they are not what fills it, stop: do not delete what nobody knows.',
          'Seuls les anciens exports peuvent partir. Si ce n’est pas eux, arrêtez : on ne supprime pas ce que personne ne connaît.',
        ),
        on: 'box',
        command: 'du -sk -- "${data_volume}/old-exports" "${data_volume}"',
        expected: '1s',
        timeout: '15s',
      },
      {
        id: 'delete',
        title: words('Delete the old exports', 'Supprimer les anciens exports'),
        why: words(
          'They were sent to the archive weeks ago; what MedQuiz itself writes stays.',
          'Ils sont à l’archive depuis des semaines ; ce que MedQuiz écrit lui-même reste.',
        ),
        on: 'box',
        command: 'find "${data_volume}/old-exports" -type f -delete',
        expected: '1s',
        timeout: '30s',
        verify: [look.roomOnVolume(2)],
        'if-fails': {
          text: words(
            'Something else fills it. Look again at what it is, and call L2 before anything more is deleted.',
            'C’est autre chose qui le remplit. Regardez de nouveau ce que c’est, et appelez le L2 avant de supprimer quoi que ce soit d’autre.',
          ),
          next: 'stop',
        },
      },
    ],
    done: [look.roomOnVolume(2), look.readyInTime(3)],
  },
}

export const data: DrillPlan = {
  needs: ['postgres', 'backup', 'sshd'],
  fence: {
    id: 'data',
    title: words('Bring the data back, then MedQuiz 2.0', 'Remettre les données, puis MedQuiz 2.0'),
    when: [
      medquizFails,
      words(
        'Are data missing that 2.0 needs? (tile “The data that 2.0 needs are there”)',
        'Manque-t-il des données dont la 2.0 a besoin ? (tuile « Les données dont la 2.0 a besoin sont là »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'MedQuiz answers with errors. The backup is untouched; the tables are as the migration left them, or as the backup has them, and never in between.',
      'MedQuiz répond par des erreurs. La sauvegarde est intacte ; les tables sont telles que la migration les a laissées, ou telles que dans la sauvegarde, jamais entre les deux.',
    ),
    steps: [
      {
        id: 'restore',
        title: words(
          'Put back what the migration took away',
          'Remettre ce que la migration a retiré',
        ),
        why: words(
          '2.0 cannot live without the columns that the migration of 2.1 dropped: deployed first, it would only fail again. The tables become what they were when the backup was made; what was written since is lost.',
          'La 2.0 ne peut pas vivre sans les colonnes que la migration de la 2.1 a supprimées : déployée d’abord, elle ne ferait qu’échouer encore. Les tables redeviennent ce qu’elles étaient à la sauvegarde ; ce qui a été écrit depuis est perdu.',
        ),
        on: 'box',
        command: 'restore medquiz',
        expected: '5s',
        timeout: '1m',
        verify: [look.columnsBack, look.valuesBack],
        'if-fails': {
          text: words(
            'It is done in one transaction: nothing is half restored. Read what it said, and call L2 before it is tried twice.',
            'Tout se fait en une transaction : rien n’est restauré à moitié. Lisez ce qu’elle a dit, et appelez le L2 avant un deuxième essai.',
          ),
        },
      },
      deployLastGood,
    ],
    done: [
      look.columnsBack,
      look.valuesBack,
      look.lastGoodInService(3),
      look.readyInTime(3),
      look.fewErrors,
    ],
  },
}

export const database: DrillPlan = {
  needs: ['postgres', 'sshd'],
  fence: {
    id: 'database',
    title: words(
      'End the session that keeps the database to itself',
      'Terminer la session qui garde la base pour elle',
    ),
    when: [
      medquizFails,
      words(
        'Do sessions of PostgreSQL wait for another one? (tile “Nobody keeps the others waiting”)',
        'Des sessions de PostgreSQL en attendent-elles une autre ? (tuile « Personne ne fait attendre les autres »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'The session is still there. MedQuiz is slow, and nothing is lost.',
      'La session est toujours là. MedQuiz est lent, et rien n’est perdu.',
    ),
    steps: [
      {
        id: 'who',
        title: words('Which session is it?', 'Quelle session est-ce ?'),
        why: words(
          'Ending one cancels what it was doing. A report can be run again; a payment cannot.',
          'La terminer annule ce qu’elle faisait. Un rapport se relance ; un paiement, non.',
        ),
        decide: {
          question: words(
            'Open the evidence of the tile “Nobody keeps the others waiting”: which application is named as the blocker?',
            'Ouvrez la preuve de la tuile « Personne ne fait attendre les autres » : quelle application y est nommée comme bloquant les autres ?',
          ),
          options: [
            {
              label: words(
                '“nightly-report”: it may be ended',
                '« nightly-report » : on peut la terminer',
              ),
              next: 'end-session',
            },
            {
              label: words('Another one: call L2', 'Une autre : appeler le L2'),
              next: 'stop',
            },
          ],
        },
        expected: '15s',
      },
      {
        id: 'end-session',
        title: words('End the session of the report', 'Terminer la session du rapport'),
        why: words(
          'It takes the table “duels” for itself again and again; every player waits behind it.',
          'Elle prend sans cesse la table « duels » pour elle ; tous les joueurs attendent derrière.',
        ),
        on: 'box',
        command: 'sessions end nightly-report',
        expected: '2s',
        timeout: '30s',
        verify: [look.nobodyWaits(3)],
        'if-fails': {
          text: words(
            'It came back, or it was not the one. Look again at who is in the way; do not deploy anything.',
            'Elle est revenue, ou ce n’était pas elle. Regardez de nouveau qui bloque ; ne déployez rien.',
          ),
          next: 'who',
        },
      },
    ],
    done: [look.nobodyWaits(3), look.readyInTime(3)],
  },
}

export const release: DrillPlan = {
  needs: ['postgres', 'sshd'],
  fence: {
    id: 'release',
    title: words('Back to MedQuiz 2.0', 'Retour à MedQuiz 2.0'),
    when: [
      medquizFails,
      words(
        'Is 2.1 the version in service? (tile “MedQuiz says which version is in service”)',
        'La version en service est-elle la 2.1 ? (tuile « MedQuiz dit quelle version est en service »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'One whole version of MedQuiz is in service, 2.0 or 2.1; it may still answer with errors. No data was touched.',
      'Une version entière de MedQuiz est en service, 2.0 ou 2.1 ; elle peut encore répondre par des erreurs. Aucune donnée n’a été touchée.',
    ),
    steps: [
      deployLastGood,
      {
        id: 'healthy',
        title: words('Wait until MedQuiz is ready', 'Attendre que MedQuiz soit prêt'),
        why: words(
          'A version in service is not a version that works.',
          'Une version en service n’est pas encore une version qui marche.',
        ),
        'wait-until': [{ ...look.readyInTime(3), within: '15s' }],
        expected: '5s',
        'if-fails': {
          text: words(
            '2.0 is in service and fails as well: look at the tile “The data that 2.0 needs are there”. If it is red, deploying again heals nothing: stop here, and begin the plan “Bring the data back, then MedQuiz 2.0”. If it is not, look at the volume and at the sessions.',
            'La 2.0 est en service et échoue aussi : regardez la tuile « Les données dont la 2.0 a besoin sont là ». Si elle est rouge, redéployer ne guérit rien : arrêtez ici, et commencez le plan « Remettre les données, puis MedQuiz 2.0 ». Sinon, regardez le volume et les sessions.',
          ),
          next: 'stop',
        },
        next: 'end',
      },
    ],
    done: [look.lastGoodInService(3), look.readyInTime(3), look.fewErrors],
  },
}
