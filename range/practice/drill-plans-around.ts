import * as look from './drill-looks.ts'
import type { DrillPlan } from './drill-plan.ts'
import { words } from './drill-words.ts'

export const certificate: DrillPlan = {
  needs: 'sshd',
  fence: {
    id: 'certificate',
    title: words(
      'Put the kept certificate of the site back',
      'Remettre le certificat conservé du site',
    ),
    when: [
      words(
        'Is the certificate of the site refused, or has it expired? (tile “The certificate of the site holds”)',
        'Le certificat du site est-il refusé ou expiré ? (tuile « Le certificat du site est valable »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'The site serves a whole certificate, the new one or the kept one; browsers may still refuse it.',
      'Le site sert un certificat entier, le nouveau ou celui qu’on a conservé ; les navigateurs peuvent encore le refuser.',
    ),
    steps: [
      {
        id: 'previous',
        title: words('Serve the kept certificate', 'Servir le certificat conservé'),
        why: words(
          'It is in date and for this name; it was kept when the new one was put in service.',
          'Il est en cours de validité et à ce nom ; il a été conservé quand le nouveau a pris sa place.',
        ),
        on: 'box',
        command: 'certificate site previous',
        expected: '2s',
        timeout: '30s',
        verify: [look.certificateHolds(2)],
        'if-fails': {
          text: words(
            'Look at what the site shows now: its dates, its name, its authority. Then call L2.',
            'Regardez ce que le site montre maintenant : ses dates, son nom, son autorité. Puis appelez le L2.',
          ),
        },
      },
    ],
    done: [look.certificateHolds(3), look.siteAnswers],
  },
}

export const cache: DrillPlan = {
  needs: ['redis', 'sshd'],
  fence: {
    id: 'cache',
    title: words('Empty the cache in Redis', 'Vider le cache dans Redis'),
    when: [
      words(
        'Is the memory of Redis full, or does it refuse writes? (tile “Redis takes writes”)',
        'La mémoire de Redis est-elle pleine, ou refuse-t-il les écritures ? (tuile « Redis accepte les écritures »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'Queues and counters are untouched. Sylion goes on without its memory: what comes twice may be answered twice.',
      'Files et compteurs sont intacts. Sylion continue sans sa mémoire : ce qui arrive deux fois peut recevoir deux réponses.',
    ),
    steps: [
      {
        id: 'clear',
        title: words('Delete the cached answers', 'Supprimer les réponses en cache'),
        why: words(
          'Keys “cache:*” can be made again at any time. Queues are kept, and so is what must not be done twice.',
          'Les clés « cache:* » se refont à tout moment. Les files sont conservées, et avec elles ce qui ne doit pas être fait deux fois.',
        ),
        on: 'box',
        command: 'cache clear',
        expected: '3s',
        timeout: '1m',
        verify: [look.redisTakesWrites(2)],
        'if-fails': {
          text: words(
            'Something else fills it. Look at its largest keys with L2; never empty it as a whole: the messages in line are in it.',
            'C’est autre chose qui le remplit. Regardez ses plus grosses clés avec le L2 ; ne le videz jamais en entier : les messages en attente y sont.',
          ),
        },
      },
    ],
    done: [look.redisTakesWrites(3)],
  },
}

export const worker: DrillPlan = {
  needs: ['postgres', 'redis', 'sshd'],
  fence: {
    id: 'worker',
    title: words('Back to Sylion’s worker 2.0', 'Retour au worker 2.0 de Sylion'),
    when: [
      words(
        'Does Sylion’s worker crash, or does the line of messages grow? (tiles “The worker of Sylion stays up”, “Messages are worked off”)',
        'Le worker de Sylion plante-t-il, ou la file de messages s’allonge-t-elle ? (tuiles « Le worker de Sylion tient debout », « Les messages sont traités »)',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'Messages wait in Redis and are answered late. None is lost.',
      'Les messages attendent dans Redis et recevront leur réponse en retard. Aucun n’est perdu.',
    ),
    steps: [
      {
        id: 'deploy',
        title: words('Put the worker 2.0 back in service', 'Remettre le worker 2.0 en service'),
        why: words(
          'It handled the same messages yesterday without a crash.',
          'Hier, il traitait les mêmes messages sans planter.',
        ),
        on: 'box',
        command: 'deploy sylion-worker ${release.last_good}',
        expected: '3s',
        timeout: '30s',
        verify: [look.workerInService(3)],
        'if-fails': {
          text: words(
            'Read the log of Sylion: does 2.0 start at all? If it does not, call L2. Leave the queue as it is.',
            'Lisez le journal de Sylion : la 2.0 démarre-t-elle seulement ? Sinon, appelez le L2. Laissez la file telle quelle.',
          ),
        },
      },
      {
        id: 'drain',
        title: words('Wait until the line is worked off', 'Attendre que la file soit traitée'),
        why: words(
          'Those who wrote meanwhile are still waiting for their answer.',
          'Ceux qui ont écrit entre-temps attendent encore leur réponse.',
        ),
        'wait-until': [look.queueWorkedOff(2)],
        expected: '15s',
        'if-fails': {
          text: words(
            'It shrinks too slowly, or not at all. Look at its rate on Queues: if it falls, give it time; if it does not, call L2.',
            'Elle diminue trop lentement, ou pas du tout. Regardez son débit sur l’écran Files : si elle baisse, laissez-lui du temps ; sinon, appelez le L2.',
          ),
        },
      },
    ],
    done: [look.workerInService(3), look.queueWorkedOff(3)],
  },
}

export const alerts: DrillPlan = {
  needs: ['prometheus', 'alertmanager', 'sshd'],
  fence: {
    id: 'alerts',
    title: words('Back to the alert rules 2.0', 'Retour aux règles d’alerte 2.0'),
    when: [
      words(
        'Do alerts fire by the dozen, while all the other tiles are well?',
        'Des alertes sont-elles déclenchées par dizaines, alors que toutes les autres tuiles vont bien ?',
      ),
    ],
    budget: '5m',
    'safe-state': words(
      'Services are well. Alerts cannot be trusted: somebody looks at Health until the rules are right.',
      'Les services vont bien. Les alertes ne sont pas fiables : quelqu’un garde les yeux sur Santé tant que les règles ne sont pas justes.',
    ),
    steps: [
      {
        id: 'well',
        title: words('See that MedQuiz really is well', 'Voir que MedQuiz va vraiment bien'),
        why: words(
          'Rules are only the fault if what they watch is well. Silencing a true alarm costs more than thirty false ones.',
          'Les règles ne sont en cause que si ce qu’elles surveillent va bien. Faire taire une vraie alarme coûte plus cher que trente fausses.',
        ),
        'wait-until': [{ ...look.readyInTime(2), within: '10s' }],
        expected: '3s',
        'if-fails': {
          text: words(
            'MedQuiz is not well: these alerts say something. Stop, and answer the questions of the plans again.',
            'MedQuiz ne va pas bien : ces alertes disent quelque chose. Arrêtez, et répondez de nouveau aux questions des plans.',
          ),
          next: 'stop',
        },
      },
      {
        id: 'deploy',
        title: words('Load the alert rules 2.0', 'Charger les règles d’alerte 2.0'),
        why: words(
          'The limits of 2.1 are a unit off: ratios against percent, seconds against milliseconds. With those of 2.0 the board was quiet yesterday.',
          'Les seuils de la 2.1 se trompent d’unité : des ratios comparés à des pourcents, des secondes à des millisecondes. Avec ceux de la 2.0, le tableau était calme hier.',
        ),
        on: 'box',
        command: 'deploy alert-rules ${release.last_good}',
        expected: '3s',
        timeout: '30s',
        verify: [look.rulesLoaded, look.fewAlerts(2)],
        'if-fails': {
          text: words(
            'If rules do not load, Prometheus keeps the ones before. Look at what still fires, by its name.',
            'Si des règles ne se chargent pas, Prometheus garde les précédentes. Regardez ce qui reste levé, par son nom.',
          ),
        },
      },
    ],
    done: [look.rulesLoaded, look.fewAlerts(3), look.readyInTime(3)],
  },
}
