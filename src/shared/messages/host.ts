export const hostMessages = {
  'host.keyring-silent': {
    en: 'The system’s keyring does not answer.',
    fr: 'Le trousseau du système ne répond pas.',
  },
  'host.keyring-refused': {
    en: 'The system’s keyring refused.',
    fr: 'Le trousseau du système a refusé.',
  },
  'host.port-taken': {
    en: 'Port {port} on this machine is taken by another program.',
    fr: 'Le port {port} de cette machine est déjà pris par un autre programme.',
  },
  'host.cannot-listen': {
    en: 'Warroom cannot listen on 127.0.0.1.',
    fr: 'Warroom ne peut pas écouter sur 127.0.0.1.',
  },
  'host.not-built': {
    en: 'The screens are not built yet: run “npm run build” first.',
    fr: 'Les écrans ne sont pas encore construits : lancez d’abord « npm run build ».',
  },
} as const
