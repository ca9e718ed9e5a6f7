/**
 * Why something could not be measured, one entry a cause. `target` is what was asked, resolved and
 * redacted; `name` is the thing that is missing. Each says what to do next.
 */
export const causeMessages = {
  'cause.tail-not-whole': {
    en: 'Tail “{tail}” was not followed during all of the last {seconds, number} s: what was not looked for is not “not seen”.',
    fr: 'Le journal « {tail} » n’a pas été suivi pendant toutes les {seconds, number} dernières secondes : ce qui n’a pas été regardé n’est pas « non vu ».',
  },
  'cause.tail-not-read': {
    en: 'There are more lines of “{tail}” than can be looked through in {seconds, number} s. A shorter window or a longer timeout helps.',
    fr: 'Il y a plus de lignes de « {tail} » qu’on ne peut en parcourir en {seconds, number} s. Réduisez la fenêtre ou allongez le délai.',
  },
  'cause.network-down': {
    en: 'Our network does not lead to {target}. Check the connection and the VPN of this machine, then run it again.',
    fr: 'Notre réseau ne mène pas à {target}. Vérifiez la connexion et le VPN de ce poste, puis relancez.',
  },
  'cause.name-not-found': {
    en: 'The name {name} is not known to this machine’s DNS. Check its spelling and the VPN.',
    fr: 'Le nom {name} est inconnu du DNS de ce poste. Vérifiez l’orthographe et le VPN.',
  },
  'cause.connect-timeout': {
    en: 'No connection to {target} within {seconds} s. A firewall, a VPN or the host itself may be the cause: try another host from here, or this host from elsewhere.',
    fr: 'Pas de connexion à {target} en {seconds} s. Un pare-feu, le VPN ou l’hôte lui-même peut en être la cause : essayez un autre hôte d’ici, ou cet hôte d’ailleurs.',
  },
  'cause.host-key-unknown': {
    en: 'The SSH key of {target} is not in your known hosts. Have its fingerprint confirmed, connect once with ssh, then run it again.',
    fr: 'La clé SSH de {target} n’est pas dans vos hôtes connus. Faites confirmer son empreinte, connectez-vous une fois avec ssh, puis relancez.',
  },
  'cause.host-key-changed': {
    en: 'The SSH key of {target} is not the one you know. Do not go on: ask who runs this host whether it was reinstalled.',
    fr: 'La clé SSH de {target} n’est pas celle que vous connaissez. N’insistez pas : demandez au responsable de l’hôte s’il a été réinstallé.',
  },
  'cause.host-key-revoked': {
    en: 'The SSH key of {target} is marked as revoked in your known hosts. Do not connect; ask who runs this host.',
    fr: 'La clé SSH de {target} est marquée comme révoquée dans vos hôtes connus. Ne vous connectez pas ; voyez le responsable de l’hôte.',
  },
  'cause.auth-failed': {
    en: '{target} refused our credentials. Check the user and the secret in the profile.',
    fr: '{target} a refusé nos identifiants. Vérifiez l’utilisateur et le secret dans le profil.',
  },
  'cause.denied': {
    en: 'We lack the right to do this on {target}. Check the rights of the user in the profile.',
    fr: 'Nous n’avons pas le droit de faire cela sur {target}. Vérifiez les droits de l’utilisateur du profil.',
  },
  'cause.missing-program': {
    en: 'The program {name} is not on {target}. Install it there, or choose another host in the profile.',
    fr: 'Le programme {name} est absent de {target}. Installez-le, ou choisissez un autre hôte dans le profil.',
  },
  'cause.missing-container': {
    en: 'There is no running container {name} on {target}. Start it, or correct its name in the profile.',
    fr: 'Aucun conteneur {name} en marche sur {target}. Démarrez-le, ou corrigez son nom dans le profil.',
  },
  'cause.missing-file': {
    en: 'The file {name} is not on {target}, or cannot be read. Check its path and its rights.',
    fr: 'Le fichier {name} est absent de {target} ou illisible. Vérifiez son chemin et ses droits.',
  },
  'cause.missing-variable': {
    en: 'The variable {name} has no value. Give it one in the profile or at the top of the runbook.',
    fr: 'La variable {name} n’a pas de valeur. Donnez-lui-en une dans le profil ou en tête du runbook.',
  },
  'cause.variable-circle': {
    en: 'The variable {name} is defined by itself ({path}). Correct it in the profile.',
    fr: 'La variable {name} est définie par elle-même ({path}). Corrigez-la dans le profil.',
  },
  'cause.missing-secret': {
    en: 'The secret {name} has no value. Set it, or correct where the profile takes it from.',
    fr: 'Le secret {name} n’a pas de valeur. Saisissez-le, ou corrigez sa source dans le profil.',
  },
  'cause.missing-target': {
    en: 'The profile has no {kind, select, postgres {PostgreSQL database} redis {Redis} host {host} other {endpoint}} named {name}. Add it, or correct the name.',
    fr: 'Le profil n’a pas {kind, select, postgres {de base PostgreSQL} redis {de Redis} host {d’hôte} other {de point d’accès}} du nom de {name}. Ajoutez-le, ou corrigez le nom.',
  },
  'cause.bad-config': {
    en: 'The check cannot run as it is written: {problem}.',
    fr: 'La vérification ne peut pas tourner telle qu’elle est écrite : {problem}.',
  },
  'cause.own-timeout': {
    en: 'We stopped waiting for {target} after {seconds} s. Give the check more time, or find out what keeps it.',
    fr: 'Nous avons cessé d’attendre {target} après {seconds} s. Donnez plus de temps à la vérification, ou cherchez ce qui la retient.',
  },
  'cause.link-lost': {
    en: 'The link to {target} was lost in the middle. What ran there may still be running.',
    fr: 'La liaison avec {target} a été perdue en cours de route. Ce qui y tournait tourne peut-être encore.',
  },
  'cause.cancelled': { en: 'Cancelled before it ended.', fr: 'Annulé avant la fin.' },
  'cause.unsupported': {
    en: '{target} cannot do this: {problem}.',
    fr: '{target} ne sait pas faire cela : {problem}.',
  },
  'cause.engine-unreachable': {
    en: 'The container engine {name} does not answer on {target}. Check that it runs, and that this user may use it.',
    fr: 'Le moteur de conteneurs {name} ne répond pas sur {target}. Vérifiez qu’il tourne et que cet utilisateur y a droit.',
  },
  'cause.outcome-unknown': {
    en: 'Warroom stopped before it knew how this ended. Verify on {target} before anything is run again.',
    fr: 'Warroom s’est arrêté avant d’en connaître l’issue. Vérifiez sur {target} avant de relancer quoi que ce soit.',
  },
  'cause.bug': {
    en: 'Warroom met an error of its own while measuring {target}. This says nothing about the target.',
    fr: 'Warroom a rencontré une erreur interne en mesurant {target}. Cela ne dit rien de la cible.',
  },
} as const
