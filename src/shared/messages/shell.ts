/** Why a command could not be run, or what is not known of it. */
export const shellMessages = {
  'shell.command.nul': {
    en: 'The command holds a NUL character, which no argument can carry.',
    fr: 'La commande contient un caractère NUL, qu’aucun argument ne peut transporter.',
  },
  'shell.command.env-name': {
    en: '“{name}” cannot be the name of an environment variable: letters, digits and underscores only.',
    fr: '« {name} » ne peut pas nommer une variable d’environnement : lettres, chiffres et tirets bas seulement.',
  },
  'shell.command.program': {
    en: '“{program}” is not the name of a program.',
    fr: '« {program} » n’est pas le nom d’un programme.',
  },
  'shell.command.empty': {
    en: 'There is no command to run.',
    fr: 'Il n’y a aucune commande à exécuter.',
  },
  'shell.cancelled': {
    en: 'Cancelled before it ended.',
    fr: 'Annulée avant la fin.',
  },
  'shell.missing-program': {
    en: '“{program}” is not installed on {place}, or not in its PATH.',
    fr: '« {program} » n’est pas installé sur {place}, ou absent de son PATH.',
  },
  'shell.missing-folder': {
    en: 'The folder {folder} cannot be entered on {place}.',
    fr: 'Impossible d’entrer dans le dossier {folder} sur {place}.',
  },
  'shell.not-started': {
    en: '{place} answered, but did not start the command. Perhaps this login is not allowed to run any.',
    fr: '{place} a répondu, mais n’a pas lancé la commande : ce compte n’a peut-être pas le droit d’en exécuter.',
  },
  'shell.windows': {
    en: 'Commands on this machine need a POSIX shell, and Windows has none. Use a host over SSH.',
    fr: 'Les commandes sur cette machine demandent un shell POSIX, absent de Windows. Passez par un hôte SSH.',
  },
  'shell.local-failed': {
    en: 'This machine could not start a process.',
    fr: 'Cette machine n’a pas pu démarrer de processus.',
  },

  'shell.host-key.unknown': {
    en: 'The key of {host} is not known: {type} {fingerprint}. Compare it with the one its owner gives you; then add it with: {command}',
    fr: 'La clé de {host} n’est pas connue : {type} {fingerprint}. Comparez-la à celle que donne son responsable, puis ajoutez-la avec : {command}',
  },
  'shell.host-key.changed': {
    en: 'The key of {host} is NOT the one on record: {type} {fingerprint}. Someone may be listening in between, or the server was rebuilt. Warroom will not connect; ask its owner. On record: {file}, line {line}.',
    fr: 'La clé de {host} n’est PAS celle qui est enregistrée : {type} {fingerprint}. Quelqu’un écoute peut-être entre les deux, ou le serveur a été réinstallé. Warroom ne se connectera pas ; demandez à son responsable. Enregistrée dans {file}, ligne {line}.',
  },
  'shell.host-key.revoked': {
    en: 'The key of {host} is marked as revoked: {type} {fingerprint} ({file}, line {line}). Warroom will not connect.',
    fr: 'La clé de {host} est marquée comme révoquée : {type} {fingerprint} ({file}, ligne {line}). Warroom ne se connectera pas.',
  },
  'shell.host-key.ca-only': {
    en: '{host} is known only through a certificate authority ({file}, line {line}), which Warroom cannot check. Add its own key: {type} {fingerprint}, with: {command}',
    fr: '{host} n’est connu que par une autorité de certification ({file}, ligne {line}), que Warroom ne sait pas vérifier. Ajoutez sa propre clé : {type} {fingerprint}, avec : {command}',
  },

  'shell.tunnel.container': {
    en: '“{name}” is a container: connections can go through a host over SSH (“via”), not through a container.',
    fr: '« {name} » est un conteneur : les connexions peuvent passer par un hôte SSH (« via »), pas par un conteneur.',
  },
  'shell.tunnel.prohibited': {
    en: '{host} does not let this login connect onwards to {target}: its SSH server forbids forwarding (AllowTcpForwarding, PermitOpen).',
    fr: '{host} ne laisse pas ce compte se connecter plus loin à {target} : son serveur SSH interdit la redirection (AllowTcpForwarding, PermitOpen).',
  },
  'shell.tunnel.unsupported': {
    en: 'The SSH server of {host} cannot carry connections to {target}.',
    fr: 'Le serveur SSH de {host} ne sait pas relayer de connexion vers {target}.',
  },
  'shell.tunnel.refused': {
    en: '{target} refused the connection that came from {host}.',
    fr: '{target} a refusé la connexion venue de {host}.',
  },
  'shell.tunnel.name-not-found': {
    en: '{host} finds no address for {target}. The name is looked up there, not on this machine.',
    fr: '{host} ne trouve pas d’adresse pour {target}. Le nom est résolu là-bas, pas sur cette machine.',
  },
  'shell.tunnel.no-answer': {
    en: '{host} got no connection to {target} in time. A firewall between the two may be the cause.',
    fr: '{host} n’a pas obtenu à temps de connexion à {target}. Un pare-feu entre les deux peut en être la cause.',
  },
  'shell.tunnel.no-route': {
    en: '{host} has no way to {target}.',
    fr: '{host} n’a pas de route vers {target}.',
  },
  'shell.tunnel.socket-file': {
    en: 'A socket file ({path}) cannot be reached through another host: give a host and a port.',
    fr: 'Un fichier de socket ({path}) est inaccessible à travers un autre hôte : indiquez un hôte et un port.',
  },

  'shell.ssh.name-not-found': {
    en: 'No address was found for {host}.',
    fr: 'Aucune adresse trouvée pour {host}.',
  },
  'shell.ssh.refused': {
    en: '{host} refused the connection on port {port}: no SSH server listens there.',
    fr: '{host} a refusé la connexion sur le port {port} : aucun serveur SSH n’y écoute.',
  },
  'shell.ssh.no-route': {
    en: 'There is no way to {host} from this network.',
    fr: 'Il n’y a pas de route vers {host} depuis ce réseau.',
  },
  'shell.ssh.connect-timeout': {
    en: '{host} did not open an SSH session within {seconds, number} s.',
    fr: '{host} n’a pas ouvert de session SSH en {seconds, number} s.',
  },
  'shell.ssh.channel-timeout': {
    en: '{host} did not open a channel within {seconds, number} s: the link is taken for lost.',
    fr: '{host} n’a pas ouvert de canal en {seconds, number} s : la liaison est considérée comme perdue.',
  },
  'shell.ssh.channel-refused': {
    en: '{host} refuses to run commands for this login.',
    fr: '{host} refuse d’exécuter des commandes pour ce compte.',
  },
  'shell.ssh.link-lost': {
    en: 'The link to {host} was lost.',
    fr: 'La liaison avec {host} a été perdue.',
  },
  'shell.ssh.link-lost-running': {
    en: 'The link to {host} was lost while the command ran: it may still be running there.',
    fr: 'La liaison avec {host} a été perdue pendant la commande : elle y tourne peut-être encore.',
  },
  'shell.ssh.handshake': {
    en: '{host} and Warroom have no modern encryption in common.',
    fr: '{host} et Warroom n’ont aucun chiffrement moderne en commun.',
  },
  'shell.ssh.not-ssh': {
    en: 'What answers at {host}, port {port}, does not speak SSH as expected.',
    fr: 'Ce qui répond sur {host}, port {port}, ne parle pas SSH comme attendu.',
  },
  'shell.ssh.auth-refused': {
    en: '{host} did not accept {user}: {count, plural, =0 {no key was at hand} one {one key or agent was offered} other {# keys or agents were offered}}.',
    fr: '{host} n’a pas accepté {user} : {count, plural, =0 {aucune clé disponible} one {une clé ou un agent proposé} other {# clés ou agents proposés}}.',
  },
  'shell.ssh.passphrase-missing': {
    en: 'The key {file} needs its passphrase: give it in the profile as a secret, or load it into the SSH agent.',
    fr: 'La clé {file} demande sa phrase secrète : donnez-la dans le profil comme secret, ou chargez-la dans l’agent SSH.',
  },
  'shell.ssh.passphrase-wrong': {
    en: 'The passphrase given for the key {file} does not open it.',
    fr: 'La phrase secrète donnée n’ouvre pas la clé {file}.',
  },
  'shell.ssh.key-missing': {
    en: 'The key file {file} cannot be read.',
    fr: 'Le fichier de clé {file} est illisible.',
  },
  'shell.ssh.key-unsupported': {
    en: 'The key {file} is of a kind that Warroom cannot use itself; load it into the SSH agent.',
    fr: 'La clé {file} est d’un type que Warroom ne sait pas utiliser ; chargez-la dans l’agent SSH.',
  },
  'shell.ssh.config': {
    en: 'The SSH configuration {file} cannot be read.',
    fr: 'La configuration SSH {file} est illisible.',
  },
  'shell.ssh.port': {
    en: 'The SSH configuration gives {host} the port {port}, which is none.',
    fr: 'La configuration SSH donne à {host} le port {port}, qui n’en est pas un.',
  },
  'shell.ssh.proxy-command': {
    en: 'The SSH configuration reaches {host} through a ProxyCommand, which Warroom does not run. Use ProxyJump.',
    fr: 'La configuration SSH joint {host} par un ProxyCommand, que Warroom n’exécute pas. Utilisez ProxyJump.',
  },
  'shell.ssh.jump-circle': {
    en: 'The SSH configuration reaches {host} through itself (ProxyJump).',
    fr: 'La configuration SSH joint {host} à travers lui-même (ProxyJump).',
  },

  'shell.container.missing': {
    en: 'There is no container “{container}” on {place}.',
    fr: 'Il n’y a pas de conteneur « {container} » sur {place}.',
  },
  'shell.container.stopped': {
    en: 'The container “{container}” on {place} is not running.',
    fr: 'Le conteneur « {container} » sur {place} ne tourne pas.',
  },
  'shell.container.no-daemon': {
    en: 'No container engine ({engine}) answers on {place}.',
    fr: 'Aucun moteur de conteneurs ({engine}) ne répond sur {place}.',
  },
  'shell.container.denied': {
    en: 'This login may not use the container engine ({engine}) on {place}.',
    fr: 'Ce compte n’a pas le droit d’utiliser le moteur de conteneurs ({engine}) sur {place}.',
  },
  'shell.container.user': {
    en: 'The container “{container}” has no user “{user}”.',
    fr: 'Le conteneur « {container} » n’a pas d’utilisateur « {user} ».',
  },
  'shell.container.no-sh': {
    en: 'The container “{container}” has no sh: no script can run in it.',
    fr: 'Le conteneur « {container} » n’a pas de sh : aucun script ne peut y tourner.',
  },
  'shell.container.name': {
    en: '“{container}” is not the name of a container.',
    fr: '« {container} » n’est pas un nom de conteneur.',
  },

  'shell.host.missing': {
    en: 'The profile has no host “{name}”.',
    fr: 'Le profil n’a pas d’hôte « {name} ».',
  },
  'shell.host.circle': {
    en: 'The hosts of the profile refer to each other in a circle: {path}.',
    fr: 'Les hôtes du profil se désignent en boucle : {path}.',
  },
} as const
