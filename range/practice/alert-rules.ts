/**
 * What the range's Prometheus raises: short waits, because an exercise is not sat through. Only
 * what should wake somebody is critical; the rest is for the board.
 */
export const alertRules = [
  {
    name: 'practice',
    rules: [
      {
        alert: 'ServiceDown',
        expr: 'up == 0',
        for: '3s',
        labels: { severity: 'critical' },
        annotations: { summary: '{{ $labels.job }} is not answering' },
      },
      {
        alert: 'PushProviderDown',
        expr: 'dependency_up{dependency="push"} == 0',
        labels: { severity: 'critical' },
        annotations: { summary: 'No notification of MedQuiz reaches anybody' },
      },
      {
        alert: 'ErrorRatioHigh',
        expr: 'sum(rate(http_requests_total{status=~"5.."}[15s])) / sum(rate(http_requests_total[15s])) > 0.05',
        for: '3s',
        labels: { severity: 'warning' },
        annotations: { summary: 'More than 5 % of MedQuiz’s answers are errors' },
      },
      {
        alert: 'MessagesPileUp',
        expr: 'sylion_queue_waiting > 100',
        for: '3s',
        labels: { severity: 'warning' },
        annotations: { summary: '{{ $value }} messages of Sylion wait for a worker' },
      },
    ],
  },
]
