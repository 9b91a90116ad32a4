/** Millionths of a cent as people read them: as many places as it takes to see something. */
const CENTS = 1e8;

export function euros(cost: number, language: string): string {
  const value = cost / CENTS;
  const places = value >= 1 || value === 0 ? 2 : value >= 0.01 ? 3 : 5;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 2,
    maximumFractionDigits: places,
  }).format(value);
}
