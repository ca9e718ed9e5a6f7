/** Two-sided 95 % points of Student's t by degrees of freedom, from 1; published tables. */
const points = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064,
]

/** How many standard errors to each side of a mean hold the truth 95 times in 100. */
export function studentQuantile(freedom: number): number {
  return points[Math.min(points.length, Math.max(1, freedom)) - 1] ?? 12.706
}
