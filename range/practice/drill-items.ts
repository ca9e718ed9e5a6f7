import type { Words } from './drill-words.ts'
import { words } from './drill-words.ts'
import type { PracticeItem } from './phases.ts'

/** A line of the drill's runbook, in both languages. */
export interface DrillItem extends Pick<PracticeItem, 'id' | 'attributes' | 'check' | 'needs'> {
  title: Words
  about: Words
  /** What must hold of it over the gate's window. */
  require?: string
}

interface DrillPhase {
  title: Words
  items: DrillItem[]
}

/** What 2.0 needs and a migration of 2.1 may take away: its columns, without reading a row. */
export const columnsThere = `SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('notifications') AND attname IN ('kind', 'read_at') AND NOT attisdropped`

/** Who holds, wants or just had a whole table to itself: between two of its locks it is not gone. */
const greedySessions = `SELECT count(*) AS sessions, string_agg(DISTINCT application_name, ', ') AS who FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (query ILIKE 'LOCK TABLE %' OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'))`

/** What is watched during the drill: each way to break it shows in one of these, and from outside. */
export const drillPhases: DrillPhase[] = [
  {
    title: words('What users see', 'Ce que voient les utilisateurs'),
    items: [
      {
        id: 'ready',
        title: words(
          'MedQuiz is ready, in less than 500 ms',
          'MedQuiz est prêt, en moins de 500 ms',
        ),
        attributes: '.blocking owner=ops',
        about: words(
          'As a player reaches it: database and data volume included. Above 500 ms players leave.',
          'Tel qu’un joueur l’atteint : base et volume de données compris. Au-delà de 500 ms, les joueurs s’en vont.',
        ),
        check: {
          http: { url: '${endpoints.api}/v1/health/ready' },
          expect: 'status == 200 && latency_ms < 500',
          every: '2s',
          timeout: '5s',
        },
        require: 'failed == 0',
      },
      {
        id: 'errors',
        title: words(
          'Fewer than 5 % of answers are errors',
          'Moins de 5 % des réponses sont des erreurs',
        ),
        attributes: 'owner=backend',
        about: words(
          'Counted by MedQuiz itself, over three seconds.',
          'Comptées par MedQuiz lui-même, sur trois secondes.',
        ),
        needs: 'postgres',
        check: {
          prometheus: {
            url: '${endpoints.api}/v1/observability/metrics',
            headers: { Authorization: 'Bearer ${secrets.metrics_token}' },
            over: 3,
            ratios: {
              errors: { of: 'http_requests_total{status=~"5.."}', to: 'http_requests_total' },
            },
          },
          expect: 'ratios.errors < 0.05',
          every: '5s',
        },
        require: 'max.ratios.errors < 0.05',
      },
      {
        id: 'version',
        title: words(
          'MedQuiz says which version is in service',
          'MedQuiz dit quelle version est en service',
        ),
        attributes: 'owner=ops',
        about: words(
          '2.1 goes live today; 2.0 is the last good one.',
          'La 2.1 est mise en ligne aujourd’hui ; la 2.0 est la dernière bonne.',
        ),
        check: {
          http: { url: '${endpoints.api}/v1/health/live' },
          expect: 'status == 200 && json.version in ["2.0", "2.1"]',
          every: '5s',
        },
      },
      {
        id: 'certificate',
        title: words('The certificate of the site holds', 'Le certificat du site est valable'),
        attributes: '.blocking owner=infra',
        about: words(
          'Its authority, its name and its dates, as a browser judges them.',
          'Son autorité, son nom et ses dates, comme un navigateur en juge.',
        ),
        check: {
          tls: { host: '${site_host}', port: '${site_port}', caFile: '${ca_file}' },
          expect: 'authorized && days_left > 14.0',
          every: '3s',
        },
        require: 'failed == 0',
      },
    ],
  },
  {
    title: words('What it stands on', 'Ce sur quoi tout repose'),
    items: [
      {
        id: 'data',
        title: words(
          'The data that 2.0 needs are there',
          'Les données dont la 2.0 a besoin sont là',
        ),
        attributes: '.blocking owner=backend',
        about: words(
          'The columns `kind` and `read_at` of `notifications`. Without them 2.0 answers with errors, however often it is deployed.',
          'Les colonnes `kind` et `read_at` de `notifications`. Sans elles, la 2.0 répond par des erreurs, autant de fois qu’on la déploie.',
        ),
        needs: 'postgres',
        check: {
          postgres: { on: 'medquiz', query: columnsThere },
          expect: 'value == 2',
          every: '3s',
        },
        require: 'failed == 0',
      },
      {
        id: 'sessions',
        title: words(
          'Nobody keeps the others waiting in PostgreSQL',
          'Personne ne fait attendre les autres dans PostgreSQL',
        ),
        attributes: 'owner=backend',
        about: words(
          'Sessions that take a whole table for themselves, and those that wait for a lock. The evidence names who is in the way.',
          'Les sessions qui prennent une table entière pour elles, et celles qui attendent un verrou. La preuve nomme qui bloque.',
        ),
        needs: 'postgres',
        check: {
          postgres: { on: 'medquiz', query: greedySessions },
          expect: 'value == 0 && blocked_sessions == 0',
          every: '2s',
        },
      },
      {
        id: 'volume',
        title: words('The data volume has room', 'Le volume de données a de la place'),
        attributes: '.blocking owner=infra',
        about: words(
          'Of the 64 MB where MedQuiz writes. At 90 % act; at 100 % nothing is written any more.',
          'Sur les 64 Mo où MedQuiz écrit. À 90 % on agit ; à 100 %, plus rien ne s’écrit.',
        ),
        needs: 'sshd',
        check: {
          host: { on: 'box', path: '${data_volume}' },
          expect: 'disk_used_ratio < 0.9',
          every: '4s',
        },
        require: 'max.disk_used_ratio < 0.9',
      },
      {
        id: 'redis',
        title: words(
          'Redis takes writes, with memory to spare',
          'Redis accepte les écritures, avec de la mémoire devant lui',
        ),
        attributes: '.blocking owner=infra',
        about: words(
          'Memory below 80 %, and a policy that drops old keys. With `noeviction`, a full Redis refuses every write.',
          'Mémoire sous 80 %, et une politique qui retire les vieilles clés. Avec `noeviction`, un Redis plein refuse toute écriture.',
        ),
        needs: 'redis',
        check: {
          redis: { on: 'sylion' },
          expect: 'pong && evicts && memory_ratio < 0.8',
          every: '2s',
        },
        require: 'max.memory_ratio < 0.8',
      },
    ],
  },
  {
    title: words('Messages and alerts', 'Messages et alertes'),
    items: [
      {
        id: 'queue',
        title: words(
          'Messages are worked off as they come',
          'Les messages sont traités au fil de l’eau',
        ),
        attributes: '.blocking owner=backend',
        about: words(
          'Fewer than 15 wait for a worker of Sylion, and none has failed for good.',
          'Moins de 15 attendent un worker de Sylion, et aucun n’a échoué pour de bon.',
        ),
        needs: ['postgres', 'redis'],
        check: {
          queue: { on: 'sylion', name: 'messageProcessor', window: 10 },
          expect: 'depth < 15 && failed == 0',
          every: '2s',
        },
        require: 'max.depth < 15.0',
      },
      {
        id: 'worker',
        title: words('The worker of Sylion stays up', 'Le worker de Sylion tient debout'),
        attributes: 'owner=backend',
        about: words(
          'Its log of the last ten seconds: no crash in it.',
          'Son journal des dix dernières secondes : aucun plantage.',
        ),
        needs: ['postgres', 'redis', 'sshd'],
        check: {
          log: { tail: 'sylion', pattern: 'worker-crashed', window: 10 },
          expect: 'count == 0',
          every: '2s',
        },
      },
      {
        id: 'alerts',
        title: words('Fewer than five alerts fire', 'Moins de cinq alertes sont déclenchées'),
        attributes: 'owner=ops',
        about: words(
          'Silences left out. Many alerts while everything else is well are themselves the fault.',
          'Hors silences. Beaucoup d’alertes alors que tout le reste va bien : ce sont elles, la panne.',
        ),
        needs: ['prometheus', 'alertmanager'],
        check: {
          alerts: {
            prometheus: '${endpoints.prometheus}',
            alertmanager: '${endpoints.alertmanager}',
          },
          expect: 'active < 5 && rules > 0 && rules_failing == 0',
          every: '2s',
        },
        require: 'max.active < 5.0',
      },
    ],
  },
]
