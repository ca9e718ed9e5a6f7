/** What budgets can say. */
export const budgetMessages = {
  'budget.began': {
    en: 'The last {long, select, burn_1h {hour} burn_6h {6 hours} other {3 days}} spent it {longRate, number, ::.0} times as fast as it may be, the last {short, select, burn_5m {5 minutes} burn_30m {30 minutes} other {6 hours}} {shortRate, number, ::.0} times: {bad} bad of {total}.',
    fr: 'Consommé {longRate, number, ::.0} fois trop vite sur {long, select, burn_1h {l’heure passée} burn_6h {les 6 dernières heures} other {les 3 derniers jours}}, et {shortRate, number, ::.0} fois sur les {short, select, burn_5m {5 dernières minutes} burn_30m {30 dernières minutes} other {6 dernières heures}} : {bad} en échec sur {total}.',
  },
  'budget.ended': {
    en: 'It is no longer spent too fast.',
    fr: 'Il n’est plus consommé trop vite.',
  },
  'budget.no-number': {
    en: '“{name}” gave no number, so nothing was counted.',
    fr: '« {name} » n’a donné aucun nombre : rien n’a été compté.',
  },
  'budget.arithmetic.none': {
    en: 'Nothing was counted.',
    fr: 'Rien n’a été compté.',
  },
  'budget.arithmetic.counted': {
    en: '{bad, number} bad of {total, number}. {target, number, ::percent .###} tolerates {tolerated, number} of so many, and takes {needed, number} to tolerate one.',
    fr: '{bad, number} en échec sur {total, number}. {target, number, ::percent .###} en tolère {tolerated, number} sur ce nombre ; il en faut {needed, number} pour en tolérer un.',
  },
  'budget.gone': {
    en: 'The runbook no longer has this budget.',
    fr: 'Le runbook n’a plus ce budget.',
  },
  'budget.filling': {
    en: 'Too little was counted to judge by: {total, number} of {minSamples, number}.',
    fr: 'Pas assez de mesures pour juger : {total, number} sur {minSamples, number}.',
  },
} as const
