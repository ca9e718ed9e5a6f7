/** Sylion's own tables, and two tenants: one that may write, one whose month is used up. */
export const sylionTables = `
CREATE TABLE IF NOT EXISTS tenants (id text PRIMARY KEY, quota int NOT NULL, used int NOT NULL DEFAULT 0);
INSERT INTO tenants (id, quota, used) VALUES ('demo', 1000000, 0), ('quota-epuise', 500, 500) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS conversations (id text PRIMARY KEY, tenant_id text NOT NULL, quota_blocked boolean NOT NULL DEFAULT false);
CREATE TABLE IF NOT EXISTS messages (id serial PRIMARY KEY, conversation_id text NOT NULL, direction text NOT NULL, provider_message_id text, receipt_id text UNIQUE, body text NOT NULL, at timestamptz NOT NULL DEFAULT now());
`
