import { assert, constantFrom, array, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { classifyCommand } from './command-words.ts'

const danger = (text: string) => classifyCommand(text).danger

describe('reads', () => {
  test.each([
    'pg_isready -U sylion',
    'docker exec -it sylion-postgres pg_isready -U sylion',
    `docker exec -it sylion-postgres psql -U sylion -c "SELECT extname FROM pg_extension WHERE extname='vector';"`,
    'docker exec -it sylion-redis redis-cli ping',
    'docker exec -it sylion-redis redis-cli info memory | grep used_memory_human',
    'docker exec -it sylion-redis redis-cli config get maxmemory-policy',
    'docker exec -it sylion-redis redis-cli keys "bull:*"',
    'docker exec -it sylion-redis redis-cli lrange bull:messageProcessor:failed 0 5',
    'redis-cli -h cache -p 6380 --no-auth-warning llen bull:mail:wait',
    'docker logs -f sylion-backend 2>&1 | grep -E "error|warn|quota_exceeded|rate_limited"',
    'docker compose -f docker-compose.prod.yml ps',
    'curl -fsS https://<host>/v1/health/live',
    'curl https://backend.fly.dev/health',
    'curl -X GET "https://your-domain.com/api?\\\nhub.mode=subscribe&\\\nhub.verify_token=${TOKEN}"',
    'curl -s -o /dev/null -w "%{http_code}" http://localhost:3000/health',
    'curl -sG --data-urlencode "query=up" http://localhost:9090/api/v1/query',
    'grep -E "\\+?[0-9]{10,15}" /var/log/sylion/*.log | grep -v "XXX"',
    'sha256sum -c <dump>.sha256',
    'git log --oneline -10',
    'git -C /srv/app status',
    'fly status -a app',
    'fly releases',
    'fly logs --tail --region cdg',
    'systemctl status nginx',
    'kubectl -n prod get pods',
    'kubectl exec api-0 -- cat /etc/hostname',
    'ssh -p 22 deploy@prod-1 "df -h && free -m"',
    'sudo systemctl is-active redis',
    'for i in 1 2 3; do curl -fsS http://localhost/health; sleep 1; done',
    'PGPASSWORD=$PASSWORD psql -h db -tAc "select count(*) from duels where state = \'drop\'"',
    'echo "$(git rev-parse HEAD)"',
    'timeout 5 redis-cli ping',
    'bash -c "uptime; df -h"',
    'cat /etc/os-release > /dev/null',
    'psql -c "\\dt+"',
    'find /var/log -name "*.log" -mtime -1',
    'npm ls',
    'redis-cli --scan --pattern "bull:*:meta"',
  ])('%s', (text) => {
    expect(classifyCommand(text)).toEqual({ isCommand: true, danger: 'read' })
  })
})

describe('changes', () => {
  test.each([
    'npm run db:migrate',
    'npx tsx scripts/test-db-connection.ts',
    'some-unknown-tool --check',
    'fly deploy --remote-only',
    'docker-compose -f docker-compose.prod.yml up -d',
    'docker-compose -f docker-compose.prod.yml stop sylion-backend',
    'docker exec -it app sh',
    'docker exec -d app redis-cli ping',
    'curl -X POST http://localhost/api -d "{}"',
    'curl -d a=b http://localhost/api',
    'curl --data-binary @x http://localhost/api',
    'curl -fsSLo out.sh https://example.com/x',
    'curl -L https://fly.io/install.sh | sh',
    'curl file:///etc/shadow',
    'curl -K evil.conf http://localhost',
    'cat secrets > /tmp/out',
    'redis-cli ping >> log.txt',
    'redis-cli set a b',
    'redis-cli eval "return 1" 0',
    'psql -c "select pg_terminate_backend(1)"',
    'psql -c "with x as (insert into a values (1) returning 1) select * from x"',
    'psql -c "update a set b = 1"',
    'psql -c "select 1" -c "vacuum"',
    'PATH=/tmp/evil:$PATH curl http://localhost',
    'env LD_PRELOAD=x.so uptime',
    '$TOOL status',
    'echo ok; some-unknown-tool',
    'echo "$(some-unknown-tool)"',
    'echo `some-unknown-tool`',
    'cat <(some-unknown-tool)',
    'status() { some-unknown-tool; }; status',
    'git push origin main',
    'git -c core.pager=evil log',
    'sort -o /etc/hosts /etc/hosts',
    'awk \'{ system("x") }\' file',
    'sed -i s/a/b/ file',
    'ssh prod-1',
    'ssh -o ProxyCommand=evil prod-1 uptime',
    'sudo systemctl restart nginx',
    'openssl x509 -in a -out b',
    'yes | xargs some-unknown-tool',
    'echo "unclosed',
    'fly ssh console',
    'PATH=/tmp/evil; uptime',
    'export PATH=/tmp/evil; uptime',
    'find . -exec ls {} \\; -exec some-unknown-tool {} \\;',
    'git -C /srv -c core.pager=evil log',
    'git ls-remote "ext::sh -c evil"',
    'git ls-remote --upload-pack=evil origin',
    'rg --pre evil pattern',
    'date 010203042026',
    'ss -K dst 10.0.0.1',
    'systemctl --job-mode status restart nginx',
    'redis-cli --unknown get set a b',
    'curl -H @/etc/shadow http://localhost',
    'wget -qo log -O- http://localhost',
    'yarn',
    'psql -c "select 1 \\\\gexec"',
    'psql -c "select evil_function()"',
    'psql -c \'select "count"(1)\'',
    'fly restart',
  ])('%s', (text) => {
    expect(danger(text)).toBe('change')
  })
})

describe('destroys', () => {
  test.each([
    'rm -rf /srv/app',
    'sudo rm -r /srv/app',
    'ls | xargs rm',
    'find . -name "*.log" -delete',
    'find . -exec rm {} \\;',
    'docker compose down -v',
    'docker-compose -f x.yml down --volumes',
    'docker rm -f sylion-redis',
    'docker system prune -af',
    'docker exec -it sylion-redis redis-cli flushall',
    'redis-cli -n 1 DEL key',
    'psql -c "DROP TABLE users"',
    'psql -c "truncate duels"',
    'psql $PG_URL < dump.sql',
    'cat dump.sql | psql $PG_URL',
    'psql -f dump.sql',
    'pg_restore -d app dump',
    './scripts/restore_postgres.sh backups/postgres/backup_YYYYMMDD.sql',
    'git push --force origin main',
    'git reset --hard HEAD~1',
    'kubectl delete pod api-0',
    'terraform destroy',
    'bash -c "rm -rf /"',
    'echo "$(rm -rf /)"',
    'uptime && rm -rf /',
    'ssh prod-1 "sudo rm -rf /srv"',
    'curl -X DELETE http://localhost/api/1',
    'npx prisma migrate reset',
    'redis-cli <<EOF\nflushall\nEOF',
    'eval "rm -rf /"',
    'fly apps destroy app',
    'redis-cli -t 5 flushall',
    'find . -exec ls {} \\; -exec rm {} \\;',
    `psql -c "select E'\\\\'' ; drop table x --'"`,
    `psql -c "select '--' ; drop table x"`,
    `psql -c 'select $$'"'"'$$ ; drop table x; select $$'"'"'$$'`,
    'mysql -e "select 1 /*! ; drop table x */"',
    'dropdb app',
  ])('%s', (text) => {
    expect(danger(text)).toBe('destroy')
  })
})

test.each([
  'Backend CI / backend-build-e2e',
  'NODE_ENV=production',
  'GET /v1/health/live',
  'duels',
  'ops/prometheus/rules.yml',
  '/health',
  'maskPhoneNumber()',
  "count(event='message_sent')",
  'dist/',
  'main',
  'npm',
  'docker',
  'health/ready',
  'avg(duration)',
  '.env',
  'REDIS_URL',
  'postgres://user@host/db',
  'volatile-lru',
  "event: 'job_added'",
  '../.env.production.example',
  'test',
  'fly.toml',
  'time to first byte',
  'test the thing',
])('%s is no command', (text) => {
  expect(classifyCommand(text).isCommand).toBe(false)
})

test.each([
  'DATABASE_URL=... npm run db:migrate',
  'pg_isready',
  './scripts/restore.sh',
  '$ docker ps',
  'npx prisma migrate deploy',
  'psql $PG_URL < dump.sql',
  'sudo systemctl stop x',
])('%s is a command', (text) => {
  expect(classifyCommand(text).isCommand).toBe(true)
})

test('whatever follows a reading command counts', () => {
  const join = constantFrom(' && ', '; ', ' | ', ' || ', '\n', ' & ', ' "$(', ' `')
  assert(
    property(
      constantFrom('uptime', 'redis-cli ping', 'curl -s http://x'),
      join,
      constantFrom('rm -rf /', 'sudo rm x', 'dropdb app'),
      (reader, joint, harm) => {
        const close = joint === ' "$(' ? ')"' : joint === ' `' ? '`' : ''
        expect(danger(`${reader}${joint}${harm}${close}`)).toBe('destroy')
      },
    ),
  )
})

test('no text makes it throw, and none is read by accident of syntax', () => {
  const piece = constantFrom(
    '"',
    "'",
    '`',
    '$(',
    ')',
    '((',
    '<<',
    '\n',
    'EOF',
    '|',
    '&',
    ';',
    '>',
    'rm x',
    'uptime',
    '\\',
    '${',
    '}',
    '#',
    ' ',
  )
  assert(
    property(array(piece, { maxLength: 20 }), (pieces) =>
      ['read', 'change', 'destroy'].includes(danger(pieces.join(''))),
    ),
    { numRuns: 2_000 },
  )
  assert(property(string(), (text) => ['read', 'change', 'destroy'].includes(danger(text))))
})

test('a long script is classified in linear time', () => {
  const before = process.cpuUsage()
  classifyCommand('echo "a" | grep b\n'.repeat(20_000))
  classifyCommand('$('.repeat(20_000))
  classifyCommand('<<A\n'.repeat(5_000))
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
})
