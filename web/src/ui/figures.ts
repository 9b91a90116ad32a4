/** Figures for people, by CLDR: shares, durations, counts, and how much they differ. */
import { currentLanguage } from './i18n';

export type Unit = 'percent' | 'seconds' | 'count' | 'index';

const plain = (digits: number, sign = false) =>
  new Intl.NumberFormat(currentLanguage(), {
    maximumFractionDigits: digits,
    ...(sign ? { signDisplay: 'exceptZero' as const } : {}),
  });

function seconds(value: number, sign: boolean): string {
  const size = Math.abs(value);
  const unit = (amount: number, name: 'second' | 'minute' | 'hour', digits: number, signed: boolean) =>
    new Intl.NumberFormat(currentLanguage(), {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
      ...(signed ? { signDisplay: 'exceptZero' as const } : {}),
    }).format(amount);
  if (size < 59.5) return unit(value, 'second', size < 9.95 ? 1 : 0, sign);
  if (size < 3600) {
    const minutes = Math.trunc(Math.round(value) / 60);
    const rest = Math.abs(Math.round(value)) % 60;
    return rest === 0
      ? unit(minutes, 'minute', 0, sign)
      : `${unit(minutes, 'minute', 0, sign)} ${unit(rest, 'second', 0, false)}`;
  }
  return unit(value / 3600, 'hour', 1, sign);
}

const percent = (value: number) =>
  new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: 1 }).format(
    value / 100,
  );

/** Below this a figure reads as nothing. */
export const SMALLEST: Readonly<Record<Unit, number>> = {
  percent: 0.05,
  seconds: 0.05,
  count: 0.05,
  index: 0.005,
};

export function figure(value: number, unit: Unit): string {
  if (unit === 'percent') return percent(value);
  if (unit === 'seconds') return seconds(value, false);
  return plain(unit === 'index' ? 2 : Math.abs(value) < 10 ? 1 : 0).format(value);
}

/** With its sign; of shares only the points, whose word stands beside it. */
export function difference(value: number, unit: Unit): string {
  if (unit === 'seconds') return seconds(value, true);
  return plain(unit === 'index' ? 2 : unit === 'percent' ? 1 : Math.abs(value) < 10 ? 1 : 0, true).format(
    value,
  );
}

/** «80 €», «12,50 €», «15 %»: an amount in hundredths of its unit, as it is read. */
export function amountOf(hundredths: number, unit: string): string {
  const value = hundredths / 100;
  if (/^[A-Z]{3}$/u.test(unit)) {
    return new Intl.NumberFormat(currentLanguage(), {
      style: 'currency',
      currency: unit,
      minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
    }).format(value);
  }
  return `${new Intl.NumberFormat(currentLanguage()).format(value)} ${unit}`.trim();
}
