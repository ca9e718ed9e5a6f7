import { Client } from 'pg'

/** In an order in which each comes after those that it refers to. */
export const seedTables = [
  'avatar_stages',
  'medical_specialties',
  'avatar_items',
  'users',
  'duels',
  'duel_rounds',
  'duel_answers',
  'auth_refresh_tokens',
  'notifications',
] as const

/** MedQuiz's critical and reference tables, with a few rows of each: enough to be checked. */
const statements = `
CREATE TABLE avatar_stages (id serial PRIMARY KEY, name text NOT NULL, min_score integer NOT NULL);
INSERT INTO avatar_stages (name, min_score) VALUES ('Externe', 0), ('Interne', 500), ('Chef de clinique', 2000), ('Professeur', 8000);

CREATE TABLE medical_specialties (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
INSERT INTO medical_specialties (name) VALUES ('Cardiologie'), ('Neurologie'), ('Pédiatrie'), ('Urgences'), ('Radiologie');

CREATE TABLE avatar_items (id serial PRIMARY KEY, stage_id integer NOT NULL REFERENCES avatar_stages, name text NOT NULL);
INSERT INTO avatar_items (stage_id, name) VALUES (1, 'Blouse'), (1, 'Stéthoscope'), (2, 'Badge'), (3, 'Bip de garde');

CREATE TABLE users (id serial PRIMARY KEY, handle text NOT NULL UNIQUE, avatar_stage_id integer NOT NULL REFERENCES avatar_stages, created_at timestamptz NOT NULL DEFAULT now());
INSERT INTO users (handle, avatar_stage_id) VALUES ('joueuse-1', 2), ('joueur-2', 1), ('joueuse-3', 3);

CREATE TABLE duels (id serial PRIMARY KEY, challenger_id integer NOT NULL REFERENCES users, opponent_id integer NOT NULL REFERENCES users, specialty_id integer NOT NULL REFERENCES medical_specialties, state text NOT NULL, expires_at timestamptz NOT NULL);
INSERT INTO duels (challenger_id, opponent_id, specialty_id, state, expires_at) VALUES (1, 2, 1, 'finished', now() - interval '1 hour'), (3, 1, 4, 'playing', now() + interval '1 day');

CREATE TABLE duel_rounds (id serial PRIMARY KEY, duel_id integer NOT NULL REFERENCES duels, position integer NOT NULL, UNIQUE (duel_id, position));
INSERT INTO duel_rounds (duel_id, position) VALUES (1, 1), (1, 2), (1, 3), (2, 1);

CREATE TABLE duel_answers (id serial PRIMARY KEY, round_id integer NOT NULL REFERENCES duel_rounds, user_id integer NOT NULL REFERENCES users, correct boolean NOT NULL, answered_at timestamptz NOT NULL DEFAULT now());
INSERT INTO duel_answers (round_id, user_id, correct) VALUES (1, 1, true), (1, 2, false), (2, 1, true), (2, 2, true), (4, 3, true);

CREATE TABLE auth_refresh_tokens (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users, token_sha256 text NOT NULL, expires_at timestamptz NOT NULL);
INSERT INTO auth_refresh_tokens (user_id, token_sha256, expires_at) SELECT id, encode(sha256(handle::bytea), 'hex'), now() + interval '30 days' FROM users;

CREATE TABLE notifications (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users, kind text NOT NULL, read_at timestamptz);
INSERT INTO notifications (user_id, kind) VALUES (1, 'duel_won'), (2, 'duel_lost'), (1, 'duel_turn');
`

/** Fills an empty database. */
export async function createSeedTables(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statements)
  } finally {
    await client.end()
  }
}
