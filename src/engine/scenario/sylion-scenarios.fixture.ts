/** The critical scenarios of Sylion's checklist, as an author writes them. */
const send = (id: string, from: string, tenant = '${tenant}') => `http:
        url: \${api}/api/v1/whatsapp/webhook
        method: POST
        json:
          object: whatsapp_business_account
          entry:
            - changes:
                - field: messages
                  value:
                    metadata: { phone_number_id: "${tenant}" }
                    messages:
                      - { from: "${from}", id: "${id}", type: text, text: { body: Bonjour } }`

const own = '${correlation_id}'
const message = `wamid.${own}`

export const sylionRunbook = `# Sylion

\`\`\`yaml tail
file: \${log_file}
id: app
\`\`\`

- [ ] Le webhook se vérifie {#verify}
  \`\`\`yaml scenario
  id: webhook
  title: Vérification du webhook
  steps:
    - http: { url: "\${api}/api/v1/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=\${secrets.verify_token}&hub.challenge=${own}" }
      expect: status == 200
      capture: { echo: { regex: "^(wr-.+)$" } }
    - http: { url: "\${api}/api/v1/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=x" }
      title: Un mauvais jeton est refusé
      expect: status == 403
  \`\`\`
- [ ] A : un message normal {#normal}
  \`\`\`yaml scenario
  id: A
  title: Message normal
  steps:
    - ${send(message, own)}
      title: Envoyer le message
      expect: status == 200
    - log: { tail: app, match: "event: 'message_received'", containing: "${own}", times: 1, within: 1s }
    - log: { tail: app, match: "event: 'llm_request'", containing: "${own}" }
    - log: { tail: app, match: "event: 'message_sent'", containing: "${own}" }
    - postgres: { on: main, query: "select count(*)::int as found from messages where conversation_id = '\${tenant}:${own}'" }
      title: Deux lignes en base
      expect: rows[0].found == 2
      within: 5s
    - redis: { on: main, command: [PTTL, "idempotence:msg:\${tenant}:${message}"] }
      title: La clé d’idempotence vit un jour au plus
      expect: value > 80000000 && value <= 86400000
  \`\`\`
- [ ] B et C : le quota est épuisé {#quota}
  \`\`\`yaml scenario
  id: B
  title: Quota dépassé
  steps:
    - ${send(message, own, 'full')}
      title: Premier message
      expect: status == 200
    - log: { tail: app, match: "event: 'quota_exceeded_handled'", containing: "${own}" }
      title: Le dépassement est traité
    - postgres: { on: main, query: "select quota_blocked from conversations where id = 'full:${own}'" }
      title: La conversation est marquée
      expect: rows[0].quota_blocked == true
      within: 5s
    - ${send(`${message}.2`, own, 'full')}
      title: Second message
      expect: status == 200
    - log: { tail: app, match: "event: 'quota_exceeded_handled'", containing: "${own}", times: 2, within: 2s }
      title: Les deux sont traités
    - log: { tail: app, match: "event: 'quota_exceeded'", containing: "${own}", times: 1, within: 0s }
      title: Le quota n’est consulté qu’une fois
    - log: { tail: app, match: "event: 'llm_request'", containing: "${own}", never: true, within: 0s }
      title: Le LLM n’est pas appelé
    - postgres: { on: main, query: "select count(*)::int as found from messages where conversation_id = 'full:${own}' and body like '⚠️ Ce service a atteint sa limite%'" }
      title: Le message de repli, en français, deux fois
      expect: rows[0].found == 2
  \`\`\`
- [ ] D : trop de messages {#limit}
  \`\`\`yaml scenario
  id: D
  title: Limite de débit
  steps:
    - repeat:
        times: 8
        steps:
          - http:
              url: \${api}/api/v1/whatsapp/webhook
              method: POST
              json:
                object: whatsapp_business_account
                entry:
                  - changes:
                      - field: messages
                        value:
                          metadata: { phone_number_id: "\${tenant}" }
                          messages:
                            - { from: "${own}", id: "${message}.\${repetition}", type: text, text: { body: Vite } }
      title: Huit messages de suite
      expect: answers.all(a, a.status == 200)
    - log: { tail: app, match: "event: 'rate_limited'", containing: "${own}", times: 3, within: 2s }
      title: Trois sont limités
    - log: { tail: app, match: '"alreadyNotified":false', containing: "${own}", times: 1, within: 0s }
      title: Une seule notification
  \`\`\`
- [ ] E : deux fois le même message {#twice}
  \`\`\`yaml scenario
  id: E
  title: Idempotence
  steps:
    - ${send(message, own)}
      title: Premier envoi
      expect: status == 200
    - ${send(message, own)}
      title: Second envoi
      expect: status == 200
    - log: { tail: app, match: "event: 'duplicate_message_dropped'", containing: "${own}", within: 3s }
      title: Le doublon est écarté
    - log: { tail: app, match: "event: 'llm_request'", containing: "${own}", times: 1, within: 1s }
      title: Un seul appel au LLM
  \`\`\`
- [ ] F : sans Redis {#fail-open}
  \`\`\`yaml scenario
  id: F
  title: Sans Redis
  environments: [practice, staging]
  before:
    - redis: { on: main }
      title: Redis est arrêté
      expect: "!reachable"
  steps:
    - ${send(message, own)}
      title: Le message est accepté
      expect: status == 200
    - log: { tail: app, match: "Redis error, skipping idempotence", containing: "${own}" }
      title: L’idempotence est sautée
    - log: { tail: app, match: "event: 'llm_request'", containing: "${own}" }
      title: Le LLM est appelé
  \`\`\`
`
