/** What gates can say. */
export const gateMessages = {
  'gate.not-watched': {
    en: 'This check is not watched: it has no interval, or it changes its target.',
    fr: 'Ce contrôle n’est pas surveillé : il n’a pas d’intervalle, ou il modifie sa cible.',
  },
  'gate.never-measured': {
    en: 'It has not been measured yet.',
    fr: 'Il n’a pas encore été mesuré.',
  },
  'gate.warming-up': {
    en: 'Warming up: what is measured counts in {seconds, plural, one {# second} other {# seconds}}.',
    fr: 'Échauffement : les mesures compteront dans {seconds, plural, one {# seconde} other {# secondes}}.',
  },
  'gate.nothing-measured': {
    en: 'Nothing could be measured in the window{unmeasured, plural, =0 {} one {: # look tried in vain} other {: # looks tried in vain}}.',
    fr: 'Rien n’a pu être mesuré dans la fenêtre{unmeasured, plural, =0 {} one { : # tentative vaine} other { : # tentatives vaines}}.',
  },
  'gate.stale': {
    en: 'Last measured {seconds, plural, one {# second} other {# seconds}} ago; at most {limit} are allowed.',
    fr: 'Dernière mesure il y a {seconds, plural, one {# seconde} other {# secondes}} ; {limit} au plus sont admises.',
  },
  'gate.holes': {
    en: 'There are holes in what was measured: {coverage, number, ::percent .#} of the window, and {minCoverage, number, ::percent .#} is asked for.',
    fr: 'Les mesures ont des trous : {coverage, number, ::percent .#} de la fenêtre, pour {minCoverage, number, ::percent .#} demandés.',
  },
  'gate.measure-missing': {
    en: '{count, plural, =0 {No look gave {measure}.} other {{measure} is known of {count} of {looks} looks only, or was last seen too long ago.}}',
    fr: '{count, plural, =0 {Aucune mesure n’a donné {measure}.} other {{measure} n’est connu que pour {count} mesures sur {looks}, ou la dernière est trop ancienne.}}',
  },
  'gate.filling': {
    en: 'The window is filling: {coverage, number, ::percent .#} of {minCoverage, number, ::percent .#} measured, {samples} of {minSamples, plural, one {# look} other {# looks}}.',
    fr: 'La fenêtre se remplit : {coverage, number, ::percent .#} mesurés sur {minCoverage, number, ::percent .#}, {samples, plural, one {# mesure} other {# mesures}} sur {minSamples}.',
  },
  'gate.holding': {
    en: 'It holds; GO if it still does in {seconds, plural, one {# second} other {# seconds}}.',
    fr: 'La condition tient ; GO si elle tient encore dans {seconds, plural, one {# seconde} other {# secondes}}.',
  },
  'gate.recovering': {
    en: 'It holds again; it stays NO-GO until it has held for {seconds, plural, one {# more second} other {# more seconds}}.',
    fr: 'La condition tient de nouveau ; NO-GO tant qu’elle n’a pas tenu encore {seconds, plural, one {# seconde} other {# secondes}}.',
  },
  'gate.arithmetic.none': {
    en: 'No look could measure.',
    fr: 'Aucune mesure n’a abouti.',
  },
  'gate.arithmetic.plain': {
    en: '{failed, plural, =0 {No failure} one {# failure} other {# failures}} in {samples, plural, one {# look} other {# looks}}: {availability, number, ::percent .###}. One failure in {samples, number} is already {one, number, ::percent .###}.',
    fr: '{failed, plural, =0 {Aucun échec} one {# échec} other {# échecs}} sur {samples, plural, one {# mesure} other {# mesures}} : {availability, number, ::percent .###}. Un échec sur {samples, number}, c’est déjà {one, number, ::percent .###}.',
  },
  'gate.arithmetic.none-tolerated': {
    en: '{failed, plural, =0 {No failure} one {# failure} other {# failures}} in {samples, plural, one {# look} other {# looks}}. The limit tolerates none, whatever the number of looks.',
    fr: '{failed, plural, =0 {Aucun échec} one {# échec} other {# échecs}} sur {samples, plural, one {# mesure} other {# mesures}}. La limite n’en tolère aucun, quel que soit le nombre de mesures.',
  },
  'gate.arithmetic.limit': {
    en: '{failed, plural, =0 {No failure} one {# failure} other {# failures}} in {samples, plural, one {# look} other {# looks}}: {availability, number, ::percent .###}. One failure in {samples, number} is already {one, number, ::percent .###}; {limit, number, ::percent .###} tolerates {tolerated, plural, =0 {none here} one {# here} other {# here}}, and takes {needed, number} looks to tolerate one.',
    fr: '{failed, plural, =0 {Aucun échec} one {# échec} other {# échecs}} sur {samples, plural, one {# mesure} other {# mesures}} : {availability, number, ::percent .###}. Un échec sur {samples, number}, c’est déjà {one, number, ::percent .###} ; {limit, number, ::percent .###} {tolerated, plural, =0 {n’en tolère aucun ici} other {en tolère # ici}}, et il faut {needed, number} mesures pour en tolérer un.',
  },
  'gate.item.passed': { en: 'The item is passed.', fr: 'Le point est validé.' },
  'gate.item.waived': { en: 'The item is waived.', fr: 'Le point a une dérogation.' },
  'gate.item.not-applicable': {
    en: 'The item is not applicable.',
    fr: 'Le point est sans objet.',
  },
  'gate.item.failed': { en: 'The item failed.', fr: 'Le point est en échec.' },
  'gate.item.todo': { en: 'The item is still to do.', fr: 'Le point reste à faire.' },
  'gate.item.running': {
    en: 'The item’s check is running.',
    fr: 'Le contrôle du point est en cours.',
  },
  'gate.item.unknown': {
    en: 'The item’s state is not known.',
    fr: 'L’état du point n’est pas connu.',
  },
  'gate.item.gone': {
    en: 'The run’s runbook no longer has this item.',
    fr: 'Le runbook de l’exécution n’a plus ce point.',
  },

  'gate.unknown': {
    en: 'The runbook of this run has no gate “{gateId}”.',
    fr: 'Le runbook de cette exécution n’a pas de jalon « {gateId} ».',
  },
  'gate.not-evaluated': {
    en: 'This gate has not been evaluated yet. Try again in a moment.',
    fr: 'Ce jalon n’a pas encore été évalué. Réessayez dans un instant.',
  },
  'gate.not-go': {
    en: 'The verdict is {verdict, select, nogo {NO-GO} pending {PENDING} other {UNKNOWN}}. A GO against it is an override, and needs a reason.',
    fr: 'Le verdict est {verdict, select, nogo {NO-GO} pending {EN ATTENTE} other {INCONNU}}. Un GO contre ce verdict est une dérogation : il faut un motif.',
  },
  'gate.wrong-signature': {
    en: 'To sign, type your name exactly: {name}',
    fr: 'Pour signer, saisissez exactement votre nom : {name}',
  },
  'gate.delay-reason': {
    en: 'A delay needs a reason.',
    fr: 'Un report demande un motif.',
  },
  'gate.not-an-approver': {
    en: 'This gate is signed by: {roles}.',
    fr: 'Ce jalon est signé par : {roles}.',
  },
  'gate.all-hold': {
    en: 'All that blocks holds.',
    fr: 'Tous les critères bloquants tiennent.',
  },
  'gate.nothing-blocks': {
    en: 'No criterion blocks, so nothing says GO.',
    fr: 'Aucun critère n’est bloquant : rien ne permet de dire GO.',
  },
} as const
