import { surveillance } from './surveillance.ts'

/** A part that a check needs and that a machine may lack. */
export type Needed =
  | 'postgres'
  /** Of MedQuiz's data. */
  | 'backup'
  | 'redis'
  | 'sshd'
  | 'sylion-postgres'
  | 'sylion-redis'
  | 'prometheus'
  | 'alertmanager'

export interface PracticeItem {
  id: string
  title: string
  attributes?: string
  about: string
  check?: Record<string, unknown>
  needs?: Needed | readonly Needed[]
  /** What must hold of the check over a window before the GO. */
  require?: string
}

export interface PracticePhase {
  title: string
  items: PracticeItem[]
}

const criticalTables = [
  'duels',
  'duel_rounds',
  'duel_answers',
  'auth_refresh_tokens',
  'notifications',
]

/** The exercise, phase by phase: what is looked at, and what a check of it is. */
export const phases: PracticePhase[] = [
  {
    title: 'Fondations (T-60m)',
    items: [
      {
        id: 'postgres-port',
        title: 'Le port de PostgreSQL est ouvert',
        about: 'Une connexion TCP, rien de plus : le réseau et le pare-feu laissent passer.',
        needs: 'postgres',
        check: { tcp: { host: '${postgres_host}', port: '${postgres_port}' } },
      },
      {
        id: 'tables',
        title: 'Les tables critiques de MedQuiz existent',
        attributes: '.blocking owner=backend',
        about: 'Lues dans le catalogue de la base, par une session en lecture seule.',
        needs: 'postgres',
        check: {
          postgres: { on: 'medquiz' },
          expect: `accepting && ${JSON.stringify(criticalTables)}.all(table, table in tables)`,
        },
      },
      {
        id: 'reference-data',
        title: 'Les données de référence sont chargées',
        about: 'Les stades d’avatar viennent du jeu de données initial.',
        needs: 'postgres',
        check: {
          postgres: { on: 'medquiz', query: 'SELECT count(*) AS stages FROM avatar_stages' },
          expect: 'value >= 4',
        },
      },
      {
        id: 'redis',
        title: 'Redis répond, avec de la mémoire devant lui',
        attributes: '.blocking owner=infra',
        about: 'Politique d’éviction et mémoire comme l’exige la check-list de Sylion.',
        needs: 'redis',
        check: {
          redis: { on: 'sylion' },
          expect:
            'pong && eviction_policy in ["volatile-lru", "allkeys-lru"] && memory_ratio < 0.8',
        },
      },
      {
        id: 'queue',
        title: 'La file de Sylion ne s’allonge pas',
        about: 'Lue clé par clé dans Redis, sans rien y écrire.',
        needs: 'redis',
        check: {
          queue: { on: 'sylion', name: 'messageProcessor' },
          expect: 'depth < 100 && failed == 0',
          every: '5s',
        },
        require: 'max.depth < 100.0',
      },
      {
        id: 'disk',
        title: 'Le serveur répond en SSH',
        attributes: 'owner=infra',
        about: 'Une commande sur le serveur, par une session dont la clé d’hôte est vérifiée.',
        needs: 'sshd',
        check: { command: { on: 'box', run: 'uname -s && df -P /' }, expect: 'exit_code == 0' },
      },
      {
        id: 'host',
        title: 'Le serveur a de la place et son horloge est juste',
        attributes: 'owner=infra',
        about: 'Processeur, mémoire, disque, charge et horloge, lus par une seule commande.',
        needs: 'sshd',
        check: {
          host: { on: 'box' },
          expect: 'disk_used_ratio < 0.95 && memory_used_ratio < 0.95 && clock_skew_s < 1.0',
          every: '30s',
        },
      },
      {
        id: 'container-state',
        title: 'Le conteneur de Redis est en marche',
        attributes: 'owner=infra',
        about: 'Son état, son image et ses redémarrages, vus du moteur de conteneurs.',
        needs: 'sylion-redis',
        check: {
          docker: { container: 'sylion-redis', on: 'local' },
          expect: 'running && restarts == 0',
          every: '15s',
        },
      },
      {
        id: 'container-postgres',
        title: 'PostgreSQL accepte les connexions dans son conteneur',
        about: 'La commande de la check-list de Sylion, telle quelle.',
        needs: 'sylion-postgres',
        check: {
          command: { on: 'sylion-postgres', run: 'pg_isready -U sylion' },
          expect: 'stdout.contains("accepting connections")',
        },
      },
      {
        id: 'container-redis',
        title: 'Redis répond PONG dans son conteneur',
        about: 'La commande de la check-list de Sylion, telle quelle.',
        needs: 'sylion-redis',
        check: {
          command: { on: 'sylion-redis', run: 'redis-cli ping' },
          expect: 'stdout == "PONG"',
        },
      },
    ],
  },
  {
    title: 'Configuration et certificat (T-30m)',
    items: [
      {
        id: 'env-file',
        title: 'La configuration de production est stricte',
        attributes: '.blocking owner=backend',
        about: 'Aucune valeur n’est lue à l’écran : seuls les noms et les longueurs comptent.',
        check: {
          env: {
            file: '${env_file}',
            rules: [
              { name: 'NODE_ENV', equals: 'production' },
              {
                name: ['ACCESS_TOKEN_SECRET', 'REFRESH_TOKEN_SECRET'],
                minLength: 64,
                minEntropyBits: 128,
              },
              { name: 'METRICS_AUTH_TOKEN', minLength: 16 },
              { name: 'CORS_ORIGIN', notContains: ['*'] },
              { name: 'DUEL_EXPIRATION_JOB_ENABLED', equals: 'true' },
              { name: 'DUEL_EXPIRATION_INTERVAL_SECONDS', type: 'integer', min: 30, max: 120 },
            ],
          },
        },
      },
      {
        id: 'certificate',
        title: 'Le certificat du site est valide plus de 30 jours',
        attributes: '.blocking owner=infra',
        about: 'La chaîne, le nom et la date sont vérifiés, avec l’autorité privée du site.',
        check: {
          tls: { host: '${site_host}', port: '${site_port}', caFile: '${ca_file}' },
          expect: 'authorized && days_left > 30.0',
        },
      },
      {
        id: 'rollback-plan',
        title: 'Le plan de retour arrière a été relu par l’équipe',
        attributes: '.blocking owner=ops',
        about:
          'À cocher à la main : personne ne peut le mesurer à votre place. Répétez-le sur l’écran Retour (Alt R) : ici, chaque étape est vraiment exécutée.',
      },
    ],
  },
  {
    title: 'Mise en ligne (T0)',
    items: [
      {
        id: 'live',
        title: '`health/live` répond',
        about: 'Le processus tourne.',
        check: { http: { url: '${endpoints.api}/v1/health/live' }, expect: 'status == 200' },
      },
      {
        id: 'ready',
        title: '`health/ready` répond en moins de 500 ms',
        attributes: '.blocking owner=ops',
        about: 'MedQuiz interroge vraiment sa base avant de répondre.',
        needs: 'postgres',
        check: {
          http: { url: '${endpoints.api}/v1/health/ready' },
          expect: 'status == 200 && json.status == "ready" && latency_ms < 500',
          every: '5s',
        },
        require: 'availability >= 0.99 && p95_ms < 500.0',
      },
      {
        id: 'site',
        title: 'Le site répond en HTTPS',
        about: 'La même API, derrière TLS.',
        check: {
          http: { url: '${endpoints.site}/v1/health/live', caFile: '${ca_file}' },
          expect: 'status == 200 && tls_days_left > 30.0',
        },
      },
      {
        id: 'mapquiz',
        title: 'MapQuiz voit sa base de données',
        about: 'Son point de santé nomme l’état de la base.',
        needs: 'postgres',
        check: {
          http: { url: '${endpoints.mapquiz}/health' },
          expect: 'status == 200 && json.database == "connected"',
        },
      },
      {
        id: 'mapquiz-live',
        title: 'Le temps réel de MapQuiz répond',
        about: 'La poignée de main d’une websocket, puis un ping : ce qu’une requête ne voit pas.',
        check: { websocket: { url: '${endpoints.mapquiz}/ws' } },
      },
      {
        id: 'webhook-challenge',
        title: 'Le webhook de Sylion renvoie le défi de vérification',
        attributes: '.blocking owner=backend',
        about: 'La requête que fait Meta, avec le jeton de vérification.',
        check: {
          http: {
            url: '${endpoints.sylion}/api/v1/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=${WHATSAPP_VERIFY_TOKEN}&hub.challenge=test_challenge_123',
          },
          expect: 'status == 200 && body == "test_challenge_123"',
        },
      },
      {
        id: 'webhook-wrong-token',
        title: 'Un mauvais jeton est refusé',
        about: 'Un défi avec un autre jeton doit donner 403.',
        check: {
          http: {
            url: '${endpoints.sylion}/api/v1/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=faux&hub.challenge=1',
          },
          expect: 'status == 403',
        },
      },
      {
        id: 'webhook-legacy',
        title: 'L’ancienne adresse du webhook répond 410',
        about: 'Le fournisseur doit savoir qu’elle n’existe plus.',
        check: { http: { url: '${endpoints.sylion}/whatsapp/webhook' }, expect: 'status == 410' },
      },
    ],
  },
  surveillance,
]
