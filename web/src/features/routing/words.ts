/** Codes of the floor as words: reasons, and what put an agent in his place. */
import { textAt } from '@/ui/i18n';
import { say } from '@/ui/rules';
import { spanInWords } from '@/ui/time';

/** `skill_missing:billing` names the skill behind the colon. */
export function reasonInWords(reason: string, skill: (slug: string) => string): string {
  const [code = '', detail] = reason.split(':');
  const words = textAt(`why:reason.${code}`) ?? textAt('why:reason.other') ?? code;
  return detail ? `${words} (${skill(detail)})` : words;
}

/** A moment, where a key holds one: keys of other kinds are far smaller. */
const isMoment = (figure: number): boolean => figure > 1_000_000_000_000;
const MINUTE = 60;
const AS_USUAL = 1000;

function idle(since: number, at: number): string {
  const seconds = Math.max(0, Math.round((at - since) / 1000));
  if (seconds < 1) return say('key.idleNow');
  const rough = seconds < 2 * MINUTE ? seconds : Math.round(seconds / MINUTE) * MINUTE;
  return say('key.idle', { span: spanInWords(rough) });
}

const grade = (levels: number): string =>
  levels === 0 ? say('key.noGrade') : say('key.grade', { count: Math.abs(levels) });

function pace(thousandths: number): string {
  if (thousandths === AS_USUAL) return say('key.same');
  const percent = Math.round(Math.abs(thousandths - AS_USUAL) / 10);
  return say(thousandths < AS_USUAL ? 'key.faster' : 'key.slower', { percent });
}

const BY_RULE: Readonly<Record<string, (figure: number) => string>> = {
  least_occupied: (figure) => say('key.occupied', { percent: Math.round(figure / 10) }),
  best_skilled: grade,
  least_skilled: grade,
  least_flexible: (figure) => say('key.abilities', { count: figure }),
  round_robin: (figure) => say(figure === 0 ? 'key.never' : 'key.turn'),
  random: () => say('key.lot'),
  weighted: (figure) => say('key.score', { count: figure }),
  learned: pace,
};

/** Why somebody stands where he stands, by the first figure of his key. */
export function keyInWords(rule: string, key: readonly number[], at: number): string {
  const [figure] = key;
  if (figure === undefined) return say('key.none');
  const told = BY_RULE[rule];
  if (told) return told(figure);
  return isMoment(figure) ? idle(figure, at) : say('key.none');
}
