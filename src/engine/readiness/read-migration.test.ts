import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { migrationEffects, type MigrationEffect } from '../../shared/model/readiness.ts'
import { readMigration, worstEffect } from './read-migration.ts'
import { statementEffect } from './statement-effect.ts'

const effectOf = async (sql: string) => (await readMigration(sql)).effect

/** One statement, and what it leaves to somebody who goes back. */
const known: Record<MigrationEffect, string[]> = {
  additive: [
    'CREATE TABLE orders (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    'ALTER TABLE orders ADD COLUMN note text',
    'ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT $$new$$',
    'ALTER TABLE orders ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid()',
    'ALTER TABLE orders ADD COLUMN total numeric GENERATED ALWAYS AS (a + b) STORED',
    'CREATE INDEX CONCURRENTLY orders_at ON orders (at)',
    "CREATE TYPE state AS ENUM ('new', 'done')",
    "ALTER TYPE state ADD VALUE 'paid' AFTER 'new'",
    'CREATE EXTENSION IF NOT EXISTS vector',
    "COMMENT ON TABLE orders IS 'drop table orders'",
    "SET lock_timeout = '2s'",
    "SELECT pg_catalog.set_config('search_path', '', false)",
    'CREATE SCHEMA shop',
    'ALTER SEQUENCE orders_id_seq OWNED BY orders.id',
    'GRANT SELECT ON orders TO reader',
    'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orders; END $$',
    'CREATE VIEW v AS SELECT f() FROM orders',
    'CREATE TABLE copy AS SELECT * FROM orders',
  ],
  reversible: [
    'ALTER TABLE orders ADD COLUMN state text NOT NULL',
    'ALTER TABLE orders RENAME COLUMN note TO remark',
    'ALTER TABLE orders RENAME TO purchases',
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
    "ALTER TABLE orders ALTER COLUMN note SET DEFAULT ''",
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
    'ALTER TABLE orders DROP CONSTRAINT positive',
    'CREATE UNIQUE INDEX orders_key ON orders (key)',
    'DROP INDEX CONCURRENTLY IF EXISTS orders_at',
    'DROP VIEW v',
    'CREATE OR REPLACE VIEW v AS SELECT 1',
    "INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '0007', now())",
    "UPDATE alembic_version SET version_num = 'b' WHERE version_num = 'a'",
    'REVOKE SELECT ON orders FROM reader',
  ],
  irreversible: [
    'DROP TABLE orders',
    'ALTER TABLE orders DROP COLUMN note',
    'ALTER TABLE orders ADD COLUMN note text, DROP COLUMN remark',
    'ALTER TABLE orders ALTER COLUMN total TYPE integer USING total::integer',
    'ALTER TABLE orders ADD COLUMN key text DEFAULT wipe()',
    'ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE',
    'TRUNCATE orders',
    'DELETE FROM orders WHERE at < now()',
    "UPDATE orders SET state = 'done'",
    'UPDATE alembic_version SET version_num = wipe()',
    'INSERT INTO orders SELECT * FROM old',
    "INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET state = 'x'",
    'INSERT INTO orders (id) VALUES (wipe())',
    'SELECT wipe()',
    'SELECT other.now()',
    'SELECT public.now()',
    "SELECT setval('orders_id_seq', 1)",
    'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone',
    'CREATE TABLE copy AS WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone',
    'DO $$ BEGIN DROP TABLE orders; END $$',
    'CALL tidy()',
    'DROP VIEW v CASCADE',
    'DROP TYPE state',
    'DROP SCHEMA shop',
    "COPY orders FROM '/tmp/x'",
    'MERGE INTO orders o USING n ON o.id = n.id WHEN MATCHED THEN DELETE',
    'ALTER SEQUENCE orders_id_seq RESTART',
    'CREATE SCHEMA shop CREATE TABLE a (id int)',
    'ALTER SYSTEM SET fsync = off',
    'EXPLAIN ANALYZE DELETE FROM orders',
  ],
}

describe('one statement', () => {
  test.each(
    migrationEffects.flatMap((effect) => known[effect].map((sql) => [effect, sql] as const)),
  )('%s: %s', async (effect, sql) => {
    const { statements } = await readMigration(sql)
    expect(statements.map((one) => one.effect)).toEqual([effect])
  })
})

describe('what the tools write', () => {
  test('Prisma', async () => {
    const sql = `-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "role" "Role" NOT NULL DEFAULT 'USER',
ALTER COLUMN "name" DROP NOT NULL;

/*
  Warnings:
  - You are about to drop the column \`age\` on the \`User\` table. All the data in the column will be lost.
*/
-- AlterTable
ALTER TABLE "User" DROP COLUMN "age";
`
    const { effect, statements } = await readMigration(sql)
    expect(effect).toBe('irreversible')
    expect(statements.map((one) => [one.line, one.effect])).toEqual([
      [2, 'additive'],
      [5, 'reversible'],
      [13, 'irreversible'],
    ])
    expect(statements[2]).toMatchObject({
      text: 'ALTER TABLE "User" DROP COLUMN "age"',
      reason: { id: 'readiness.sql.loses' },
    })
  })

  test('Django’s sqlmigrate', async () => {
    const sql = `BEGIN;
--
-- Add field état to order
--
ALTER TABLE "shop_order" ADD COLUMN "etat" varchar(20) DEFAULT 'né' NOT NULL;
ALTER TABLE "shop_order" ALTER COLUMN "etat" DROP DEFAULT;
COMMIT;
`
    const { effect, statements } = await readMigration(sql)
    expect(effect).toBe('reversible')
    expect(statements.map(({ line }) => line)).toEqual([1, 5, 6, 7])
  })

  test('Alembic’s offline mode', async () => {
    const sql = `BEGIN;

-- Running upgrade 1975ea83b712 -> ae1027a6acf

ALTER TABLE account ADD COLUMN last_seen TIMESTAMP WITHOUT TIME ZONE;

UPDATE alembic_version SET version_num='ae1027a6acf' WHERE alembic_version.version_num = '1975ea83b712';

COMMIT;
`
    expect(await effectOf(sql)).toBe('reversible')
  })

  test.each([
    ['-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n', 'additive'],
    ['-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n', 'additive'],
    ['-- +migrate Up\nDROP TABLE a;\n-- +migrate Down\nCREATE TABLE a (id int);\n', 'irreversible'],
    // Which of them is run is not sure, so all of it counts.
    ['-- migrate:down\nDROP TABLE a;\n-- migrate:up\nCREATE TABLE a (id int);\n', 'irreversible'],
    ['-- migrate:down\nDROP TABLE a;\n', 'irreversible'],
  ])('both ways in one file: %j', async (sql, effect) => {
    expect(await effectOf(sql)).toBe(effect)
  })
})

describe('what cannot be read is irreversible', () => {
  test.each([
    ['another database', 'ALTER TABLE `orders` ADD COLUMN `note` varchar(20);'],
    ['a command of psql', 'CREATE TABLE a (id int);\n\\i drop-everything.sql\n'],
    ['a placeholder', 'CREATE TABLE ${schema}.a (id int);'],
    ['a NUL, after which the parser would stop', 'CREATE TABLE a (id int);\0DROP TABLE b;'],
    ['Python', 'operations = [migrations.AddField("a", "b")]'],
    ['an expression without end', `SELECT ${'('.repeat(50_000)}1`],
    ['a file too large', `-- ${'x'.repeat(1024 * 1024)}\nSELECT 1`],
  ])('%s', async (_what, sql) => {
    const { effect, statements } = await readMigration(sql)
    expect(effect).toBe('irreversible')
    expect(statements).toHaveLength(1)
  })

  test('its line is told, and what comes next is read as ever', async () => {
    const { statements } = await readMigration('CREATE TABLE a (id int);\nALTER TABEL a;\n')
    expect(statements[0]).toMatchObject({
      line: 2,
      text: 'ALTER TABEL a;',
      reason: { id: 'readiness.sql.unreadable' },
    })
    expect(await effectOf('CREATE TABLE a (id int)')).toBe('additive')
  })

  test('an empty file changes nothing', async () => {
    expect(await readMigration('\n-- nothing\n')).toEqual({ effect: 'additive', statements: [] })
  })
})

describe('for all', () => {
  const pairs = migrationEffects.flatMap((effect) =>
    known[effect].map((sql) => ({ effect, sql: sql.replaceAll(';', ' ') })),
  )
  const statement = fc.constantFrom(...pairs.filter(({ sql }) => !sql.includes('$$')))
  const between = fc.constantFrom(';\n', ';', ' ; -- é\n', ';/* ; DROP */\n')

  test('a migration is as bad as its worst statement, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { minLength: 1, maxLength: 8 }),
        between,
        async (all, glue) => {
          const { effect, statements } = await readMigration(all.map(({ sql }) => sql).join(glue))
          expect(statements).toHaveLength(all.length)
          expect(effect).toBe(worstEffect(all.map((one) => one.effect)))
        },
      ),
    )
  })

  test('a statement that is not known is irreversible, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).map((name) => `X${name}`),
        fc.object(),
        (kind, node) => {
          expect(statementEffect(kind, node).effect).toBe('irreversible')
        },
      ),
    )
  })

  test('a part of ALTER TABLE that is not known is irreversible, whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(3), (name, place) => {
        const part = (subtype: string) => ({ AlterTableCmd: { subtype } })
        const cmds = Array.from({ length: 4 }, () => part('AT_DropNotNull'))
        cmds.splice(place, 0, part(`AT_X${name}`))
        expect(statementEffect('AlterTableStmt', { cmds }).effect).toBe('irreversible')
      }),
    )
  })

  test('no text is better than what PostgreSQL can read of it, and none makes it throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const { effect, statements } = await readMigration(`DROP TABLE a; ${text}`)
        expect(effect).toBe('irreversible')
        expect(statements.length).toBeGreaterThan(0)
      }),
    )
  })
})
