import type { PracticePhase } from './phases.ts'

/** What is watched once it is online. */
export const surveillance: PracticePhase = {
  title: 'Surveillance (T+15m)',
  items: [
    {
      id: 'metrics',
      title: 'Les métriques sont exposées, et la base y est vue vivante',
      attributes: 'owner=infra',
      about: 'Le jeton vient des secrets du profil ; il n’apparaît nulle part.',
      needs: 'postgres',
      check: {
        http: {
          url: '${endpoints.api}/v1/observability/metrics',
          headers: { Authorization: 'Bearer ${secrets.metrics_token}' },
        },
        expect: 'status == 200 && body.contains(\'dependency_up{dependency="database"} 1\')',
      },
    },
    {
      id: 'latency',
      title: 'Peu d’erreurs, et un p95 sous 300 ms',
      attributes: 'owner=backend',
      about: 'Calculés ici à partir des métriques elles-mêmes, sans serveur Prometheus.',
      needs: 'postgres',
      check: {
        prometheus: {
          url: '${endpoints.api}/v1/observability/metrics',
          headers: { Authorization: 'Bearer ${secrets.metrics_token}' },
          over: 3,
          ratios: {
            errors: { of: 'http_requests_total{status=~"5.."}', to: 'http_requests_total' },
          },
          values: { errors: 'http_requests_total{status=~"5.."}', requests: 'http_requests_total' },
          quantiles: { p95: { of: 'http_request_duration_seconds', q: 0.95 } },
        },
        expect: 'ratios.errors < 0.01 && quantiles.p95 < 0.3',
        every: '5s',
      },
      // Every request between the first look and the last counts, those between two looks included.
      require: 'increase.values.errors / increase.values.requests < 0.01',
    },
    {
      id: 'alerts',
      title: 'Aucune alerte critique n’est levée',
      attributes: '.blocking owner=ops',
      about: 'Alertmanager et les règles de Prometheus, silences compris.',
      needs: ['prometheus', 'alertmanager'],
      check: {
        alerts: {
          prometheus: '${endpoints.prometheus}',
          alertmanager: '${endpoints.alertmanager}',
        },
        expect: 'critical == 0 && rules > 0 && rules_failing == 0',
        every: '5s',
      },
      require: 'max.critical < 1.0',
    },
    {
      id: 'scraped',
      title: 'Prometheus voit tous les services',
      attributes: 'owner=infra',
      about: 'Une requête PromQL : la plus basse des séries `up`.',
      needs: 'prometheus',
      check: {
        promql: { url: '${endpoints.prometheus}', query: 'up' },
        expect: 'series >= 2 && value_min == 1.0',
        every: '5s',
      },
    },
    {
      id: 'metrics-closed',
      title: 'Sans jeton, les métriques sont refusées',
      about: 'Elles ne doivent pas être lisibles de tous.',
      check: {
        http: { url: '${endpoints.api}/v1/observability/metrics' },
        expect: 'status == 401',
      },
    },
    {
      id: 'signed',
      title: 'Validation technique signée (backend et infra)',
      attributes: 'owner=ops',
      about: 'Signez la phase pour terminer l’exercice.',
    },
  ],
}
