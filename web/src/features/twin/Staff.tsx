/** People as they would be: left out, at other hours, with other skills; and people one does not have yet. */
import {
  ActionIcon,
  Button,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TextInput,
} from '@mantine/core';
import { IconPencil, IconUser, IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { useSlot } from '@/ui/slots';
import type { Asking } from './Ask';
import { clockOf, minutesOf, move } from './model';
import { useInForce, type Moved, type PersonThere } from './questions';
import styles from './Twin.module.css';

const NOTHING: Omit<Moved, 'agent'> = {
  out: false,
  teams: null,
  skills: null,
  languages: null,
  workload: null,
  start: null,
  end: null,
};

/** What differs of somebody, in few words. */
function useSaying(): (moved: Moved) => string {
  const { t } = useTranslation('twin');
  return (moved) => {
    if (moved.out) return t('staff.out');
    const said = [
      moved.start === null ? '' : `${clockOf(moved.start)}–${clockOf(moved.end ?? 0)}`,
      moved.teams === null ? '' : t('staff.teams'),
      moved.skills === null ? '' : t('staff.skills'),
      moved.languages === null ? '' : t('staff.languages'),
      moved.workload === null ? '' : t('kind.workload'),
    ];
    return said.filter(Boolean).join(' · ');
  };
}

interface HoursProps {
  moved: Moved;
  usual: { start: number; end: number } | undefined;
  put: (change: Partial<Moved>) => void;
}

function Hours({ moved, usual, put }: HoursProps) {
  const { t } = useTranslation('twin');
  const start = moved.start ?? usual?.start ?? 540;
  const end = moved.end ?? usual?.end ?? 1080;
  return (
    <div className={styles['row']}>
      <Switch
        label={t('staff.otherHours')}
        checked={moved.start !== null}
        onChange={(event) => put(event.currentTarget.checked ? { start, end } : { start: null, end: null })}
      />
      {moved.start !== null && (
        <>
          <TextInput
            type="time"
            label={t('staff.from')}
            value={clockOf(start)}
            onChange={(event) => put({ start: minutesOf(event.currentTarget.value), end })}
          />
          <TextInput
            type="time"
            label={t('staff.to')}
            value={clockOf(end)}
            onChange={(event) => {
              const to = minutesOf(event.currentTarget.value);
              put({ start, end: to > start ? to : to + 1440 });
            }}
          />
        </>
      )}
    </div>
  );
}

interface DialogProps {
  person: PersonThere;
  asking: Asking;
  onClose: () => void;
}

function PersonDialog({ person, asking, onClose }: DialogProps) {
  const { t } = useTranslation(['twin', 'desk']);
  const { teams } = useCatalog();
  const workloads = useInForce('workload');
  const levels = useSlot('levels');
  const { question, set } = asking;
  const [moved, setMoved] = useState<Moved>(
    question.people.find((one) => one.agent === person.id) ?? { ...NOTHING, agent: person.id },
  );
  const put = (change: Partial<Moved>) => setMoved({ ...moved, ...change });
  const usual = question.day ? undefined : question.shifts.find((shift) => shift.agent === person.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={person.name}
      size="md"
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <div className={styles['drawer']}>
        <Switch
          label={t('staff.there')}
          checked={!moved.out}
          onChange={(event) => put({ out: !event.currentTarget.checked })}
        />
        {!moved.out && (
          <>
            <Hours moved={moved} usual={usual} put={put} />
            <MultiSelect
              label={t('staff.teams')}
              data={teams.map((team) => ({ value: team.slug, label: team.name }))}
              value={moved.teams ?? person.teams}
              onChange={(value) => put({ teams: value })}
              searchable
            />
            {levels({
              of: 'skill',
              label: t('staff.skills'),
              levels: moved.skills ?? person.skills,
              onChange: (value) => put({ skills: value }),
            })}
            {levels({
              of: 'language',
              label: t('staff.languages'),
              levels: moved.languages ?? person.languages,
              onChange: (value) => put({ languages: value }),
            })}
            <Select
              label={t('kind.workload')}
              placeholder={t('staff.usualWorkload')}
              data={(workloads.data?.items ?? [])
                .filter((one) => one.version > 0 && !one.retired)
                .map((one) => ({ value: one.slug, label: one.name }))}
              value={(moved.workload ?? person.workload) || null}
              clearable
              onChange={(value) => put({ workload: value ?? '' })}
            />
          </>
        )}
        <div className={styles['go']}>
          <Button
            data-autofocus
            onClick={() => {
              set({ people: move(question, person.id, moved).people });
              onClose();
            }}
          >
            {t('change.keep')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function More({ ground, question, set }: Asking) {
  const { t } = useTranslation('twin');
  const [like, setLike] = useState<string | null>(null);
  const [count, setCount] = useState(1);
  return (
    <div className={styles['row']}>
      <Select
        w={280}
        label={t('staff.more')}
        description={t('staff.moreHint')}
        placeholder={t('staff.like')}
        data={ground.people.map((one) => ({ value: one.id, label: one.name }))}
        value={like}
        onChange={setLike}
        searchable
        clearable
      />
      <NumberInput
        w={90}
        label={t('staff.count')}
        min={1}
        max={200}
        value={count}
        onChange={(value) => setCount(typeof value === 'number' ? value : 1)}
      />
      <Button
        variant="default"
        leftSection={<IconUserPlus size={15} />}
        disabled={!like}
        onClick={() => {
          if (!like) return;
          set({ extra: [...question.extra.filter((one) => one.like !== like), { like, count }] });
          setLike(null);
        }}
      >
        {t('staff.add')}
      </Button>
    </div>
  );
}

export function Staff(asking: Asking) {
  const { t } = useTranslation('twin');
  const { ground, question, set, there } = asking;
  const [open, setOpen] = useState<PersonThere | null>(null);
  const say = useSaying();
  const nameOf = (id: string) => ground.people.find((one) => one.id === id)?.name ?? id;
  const person = (id: string) => ground.people.find((one) => one.id === id) ?? null;
  const group = (label: string, people: readonly PersonThere[]) =>
    people.length > 0
      ? [{ group: label, items: people.map((one) => ({ value: one.id, label: one.name })) }]
      : [];
  const left = ground.people.filter((one) => !question.people.some((moved) => moved.agent === one.id));
  return (
    <div className={styles['block']}>
      <h3>{t('staff.title')}</h3>
      <ul className={styles['changes']} aria-label={t('staff.title')}>
        {question.people.map((moved) => (
          <li key={moved.agent}>
            <IconUser size={16} aria-hidden />
            <b>{nameOf(moved.agent)}</b>
            <span className={styles['quiet']}>{say(moved)}</span>
            <ActionIcon
              aria-label={t('change.edit', { name: nameOf(moved.agent) })}
              onClick={() => setOpen(person(moved.agent))}
            >
              <IconPencil size={15} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('change.undo', { name: nameOf(moved.agent) })}
              onClick={() => set({ people: question.people.filter((one) => one.agent !== moved.agent) })}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        ))}
        {question.extra.map((one) => (
          <li key={`extra-${one.like}`}>
            <IconUserPlus size={16} aria-hidden />
            <b>{t('staff.extra', { count: one.count, name: nameOf(one.like) })}</b>
            <span />
            <ActionIcon
              aria-label={t('change.undo', {
                name: t('staff.extra', { count: one.count, name: nameOf(one.like) }),
              })}
              onClick={() => set({ extra: question.extra.filter((each) => each.like !== one.like) })}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Select
        w={280}
        label={t('staff.pick')}
        placeholder={t('staff.pickHint')}
        data={[
          ...group(
            t('staff.worked'),
            left.filter((one) => there.has(one.id)),
          ),
          ...group(
            t('staff.others'),
            left.filter((one) => !there.has(one.id)),
          ),
        ]}
        value={null}
        searchable
        onChange={(id) => id && setOpen(person(id))}
      />
      <More {...asking} />
      {open && <PersonDialog key={open.id} person={open} asking={asking} onClose={() => setOpen(null)} />}
    </div>
  );
}
