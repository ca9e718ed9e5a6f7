import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { scanScript } from './scratch-scan.ts'

const folder = temporaryFolder()
afterAll(() => folder[Symbol.dispose]())

function scan(dump: string): string {
  const file = join(folder.dir, 'dump.sql')
  writeFileSync(file, dump)
  const env = { PATH: process.env['PATH'] ?? '', FILE: file }
  try {
    return execFileSync('sh', ['-c', scanScript], { env, encoding: 'utf8' })
  } catch (error) {
    // Any other end is one of awk's own.
    return (error as { status: number }).status === 3 ? 'refused' : String(error)
  }
}

test.each([
  'SET standard_conforming_strings = on;\nCREATE TABLE a (b text);\n',
  'COPY public.a (b) FROM stdin;\n1\\n\n\\c elsewhere\nit\'s "\n\\.\n\nSELECT 1;\n',
  String.raw`INSERT INTO a VALUES ('C:\');
INSERT INTO a VALUES ('it''s \d', E'x\'y\\');`,
  String.raw`CREATE FUNCTION f() RETURNS text AS $_$ SELECT 'a\b' || E'\'' $_$ LANGUAGE sql;`,
  '-- a \\c b\n/* \\! x /* DROP ROLE y; */ */\nSELECT "a\\b";',
  '\\restrict abc\nSELECT 1;\n\\unrestrict abc\n',
  "COMMENT ON TABLE a IS 'x; DROP ROLE y';\nGRANT SELECT ON TABLE a TO b;",
  'CREATE USER MAPPING FOR a SERVER b;\nCREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2);',
  'DROP TABLE IF EXISTS a;\nALTER TABLE IF EXISTS ONLY a DROP CONSTRAINT IF EXISTS b;',
])('%j stays in its database', (dump) => expect(scan(dump)).toBe(''))

test.each(['DROP TABLE a;\n', 'ALTER TABLE ONLY a DROP CONSTRAINT b;\n'])(
  '%j drops what need not be there',
  (dump) => expect(scan(dump)).toBe('drops\n'),
)

test.each([
  '\\connect elsewhere\n',
  '  \\c elsewhere\nCREATE TABLE a ();\n',
  'SELECT 1; \\! ls\n',
  'SELECT 1 \\g |sh\n',
  "SELECT 'x' \\gexec\n",
  '$$ it $$ \\c elsewhere',
  // What a quote ends at, in each of the ways in which psql may read it.
  "INSERT INTO a VALUES ('b\\'); \\c elsewhere\n",
  "SELECT E'a\\'' \n 'b\\'; \\c elsewhere';",
  'SET standard_conforming_strings = off;\n',
  "SET client_encoding = 'SJIS';\n",
  'SELECT a$$b$$;',
  'SELECT $é$ x $é$;',
  // What is copied in is not read, so where it ends must be beyond doubt.
  'COPY a FROM stdin; SELECT 1;\n',
  'COPY a\nFROM stdin;\n1\n\\.\n',
  'SELECT 1;\n\\.\n',
  "COPY a TO PROGRAM 'sh';",
  // What is of the whole server.
  'CREATE ROLE leaked SUPERUSER;\n',
  "select 1; alter\n role a\n password 'b';",
  'COMMIT; ALTER SYSTEM SET a = 1;',
  'drop /* all of it */ database a;',
  'DROP SUBSCRIPTION a',
  'GRANT a TO b;',
  'GRANT ALL ON DATABASE a TO b;',
  "COMMENT ON DATABASE a IS 'b';",
  "SECURITY LABEL FOR a ON ROLE b IS 'c';",
  "DO $$ BEGIN EXECUTE 'DROP ROLE a'; END $$;",
])('%j is not read', (dump) => expect(scan(dump)).toBe('refused'))
