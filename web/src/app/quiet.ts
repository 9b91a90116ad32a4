/** Whether an hour (HH:MM) lies in a span of the day that may pass midnight. Pure. */
export function isQuiet(from: string, to: string, now: string): boolean {
  return from <= to ? from <= now && now < to : from <= now || now < to;
}
