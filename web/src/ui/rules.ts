/** The rules of a queue in plain sentences: for the page where they are set and the one where they are explained. */
import { textAt, currentLanguage } from './i18n';
import { spanInWords } from './time';

export interface Required {
  skill: string;
  level: number;
}

/** What is asked of an agent at a moment of the wait. */
export interface Asked {
  teams: readonly string[];
  skills: readonly Required[];
  match_language: boolean;
}

export interface Step {
  after_seconds: number;
  teams?: readonly string[] | null;
  skills?: readonly Required[] | null;
  match_language?: boolean | null;
  priority?: number | null;
  queue?: string | null;
}

/** What slugs are called. */
export interface Names {
  team: (slug: string) => string;
  skill: (slug: string) => string;
  queue: (slug: string) => string;
}

export const say = (key: string, params: Record<string, unknown> = {}): string =>
  textAt(`routing:${key}`, params) ?? key;

export const listed = (
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string => new Intl.ListFormat(currentLanguage(), { type, style: 'long' }).format(items);

export const urgency = (priority: number): string =>
  (textAt(`desk:priority.${String(priority)}`) ?? String(priority)).toLocaleLowerCase(currentLanguage());

export function skillInWords({ skill, level }: Required, names: Names): string {
  return level > 1 ? say('who.level', { skill: names.skill(skill), level }) : names.skill(skill);
}

/** Where a higher level was asked before, the plain name alone would say nothing. */
function levelInWords(asked: Required, before: number | undefined, names: Names): string {
  const lower = asked.level === 1 && before !== undefined && before > 1;
  return lower ? say('who.anyLevel', { skill: names.skill(asked.skill) }) : skillInWords(asked, names);
}

const skillsInWords = (skills: readonly Required[], names: Names): string =>
  listed(skills.map((one) => skillInWords(one, names)));

/** Who may have it, in one sentence for each thing asked. */
export function askedInWords(asked: Asked, names: Names): string[] {
  const teams = listed(asked.teams.map(names.team), 'disjunction');
  return [
    asked.teams.length ? say('who.teams', { teams }) : say('who.everybody'),
    ...(asked.skills.length ? [say('who.skills', { skills: skillsInWords(asked.skills, names) })] : []),
    ...(asked.match_language ? [say('who.language')] : []),
  ];
}

/** What is asked once a step is reached: fields it leaves out stay. */
export const widened = (asked: Asked, step: Step): Asked => ({
  teams: step.teams ?? asked.teams,
  skills: step.skills ?? asked.skills,
  match_language: step.match_language ?? asked.match_language,
});

function teamsChange(before: readonly string[], after: readonly string[], names: Names): string[] {
  const added = after.filter((slug) => !before.includes(slug));
  const gone = before.filter((slug) => !after.includes(slug));
  if (after.length === 0) return before.length ? [say('steps.anyone')] : [];
  if (before.length === 0 || (added.length > 0 && gone.length > 0)) {
    return [say('steps.instead', { teams: listed(after.map(names.team), 'disjunction') })];
  }
  return [
    ...(added.length ? [say('steps.also', { teams: listed(added.map(names.team)) })] : []),
    ...(gone.length ? [say('steps.less', { teams: listed(gone.map(names.team)) })] : []),
  ];
}

function skillsChange(before: readonly Required[], after: readonly Required[], names: Names): string[] {
  if (after.length === 0) return before.length ? [say('steps.noSkill')] : [];
  const levelBefore = new Map(before.map(({ skill, level }) => [skill, level]));
  const asked = after.filter(({ skill, level }) => levelBefore.get(skill) !== level);
  const gone = before.filter(({ skill }) => !after.some((one) => one.skill === skill));
  const skills = listed(asked.map((one) => levelInWords(one, levelBefore.get(one.skill), names)));
  return [
    ...(asked.length ? [say('steps.with', { skills })] : []),
    ...(gone.length
      ? [say('steps.without', { skills: listed(gone.map(({ skill }) => names.skill(skill))) })]
      : []),
  ];
}

/** Each thing a step changes against what was asked before. */
export function changesInWords(step: Step, before: Asked, names: Names): string[] {
  const after = widened(before, step);
  const language = after.match_language ? say('steps.spoken') : say('steps.anyLanguage');
  return [
    ...teamsChange(before.teams, after.teams, names),
    ...skillsChange(before.skills, after.skills, names),
    ...(after.match_language !== before.match_language ? [language] : []),
    ...(step.priority ? [say('steps.priority', { priority: urgency(step.priority) })] : []),
    ...(step.queue ? [say('steps.queue', { queue: names.queue(step.queue) })] : []),
  ];
}

export function stepInWords(step: Step, before: Asked, names: Names): string {
  const changes = changesInWords(step, before, names);
  return say('steps.after', {
    span: spanInWords(step.after_seconds),
    changes: changes.length ? listed(changes) : say('steps.same'),
  });
}

/** Every step with what is asked before it; in the order they are reached. */
export function staged<S extends Step>(start: Asked, steps: readonly S[]): { step: S; before: Asked }[] {
  let before = start;
  return [...steps]
    .sort((one, other) => one.after_seconds - other.after_seconds)
    .map((step) => {
      const stage = { step, before };
      before = widened(before, step);
      return stage;
    });
}

export const stepsInWords = (start: Asked, steps: readonly Step[], names: Names): string[] =>
  steps.length
    ? staged(start, steps).map(({ step, before }) => stepInWords(step, before, names))
    : [say('steps.none')];
