/** What the question would change, field by field; putting it in force, after one look at all of it. */
import { Button, Modal } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMay } from '@/api/session';
import { Refused } from '@/ui/problem';
import { useSlot, type FieldChange } from '@/ui/slots';
import { fullTime } from '@/ui/time';
import { toast } from '@/ui/toast';
import type { Tried } from './Documents';
import { clockOf } from './model';
import { apply, useGround, useInForce, type Change, type Shown } from './questions';
import result from './Result.module.css';
import styles from './Twin.module.css';

/** Teams, skills, languages and workloads by what they are called. */
function usePersonWords() {
  const { t, i18n } = useTranslation('twin');
  const { teams, skills } = useCatalog();
  const workloads = useInForce('workload');
  const tongues = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const called = (field: string, of: string): string => {
    if (field === 'languages') return tongues.of(of) ?? of;
    if (field === 'workload') return workloads.data?.items.find((one) => one.slug === of)?.name ?? of;
    return nameOf(field === 'teams' ? teams : skills, of, i18n.language);
  };
  const label = (path: string): string => {
    const [field = '', of = ''] = path.split('.');
    if (field === 'workload') return t('kind.workload');
    const known = field === 'teams' || field === 'skills' || field === 'languages';
    const name = known ? t(`staff.${field}`) : field;
    return of ? `${name} · ${called(field, of)}` : name;
  };
  const said = (path: string, value: unknown): string => {
    if (typeof value === 'number') return String(value);
    const slugs = [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
    return slugs.map((slug) => called(path, slug)).join(', ') || '–';
  };
  return { label, said };
}

function PersonChanges({ changes }: { changes: readonly FieldChange[] }) {
  const { label, said } = usePersonWords();
  return (
    <dl className={result['diff']}>
      {changes.map((change) => (
        <div key={change.path}>
          <dt>{label(change.path)}</dt>
          <dd>
            <del>{said(change.path, change.from)}</del> <ins>{said(change.path, change.to)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Differences({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('twin');
  const changeList = useSlot('changeList');
  return changes.map((one) => {
    const fields = one.changes as unknown as FieldChange[];
    return (
      <section key={`${one.kind}/${one.slug}`} className={result['change']}>
        <h4>
          {one.name}{' '}
          <span className={styles['quiet']}>
            {one.kind === 'user' ? t('kind.user') : t(`kind.${one.kind as Tried}`)}
          </span>
        </h4>
        {one.stale && <p className={styles['wrong']}>{t('apply.stale')}</p>}
        {one.kind === 'user' ? <PersonChanges changes={fields} /> : changeList(one.kind, fields)}
      </section>
    );
  });
}

/** What is part of the question and nothing one can publish. */
function Imagined({ shown }: { shown: Shown }) {
  const { t } = useTranslation('twin');
  const ground = useGround();
  const nameOf = (id: string) => ground.data?.people.find((one) => one.id === id)?.name ?? id;
  const { people, extra, volume_percent: volume, compare } = shown.question;
  const said = [
    ...people.filter((one) => one.out).map((one) => t('imagined.out', { name: nameOf(one.agent) })),
    ...people
      .filter((one) => one.start !== null && !one.out)
      .map((one) =>
        t('imagined.hours', {
          name: nameOf(one.agent),
          from: clockOf(one.start ?? 0),
          to: clockOf(one.end ?? 0),
        }),
      ),
    ...extra.map((one) => t('staff.extra', { count: one.count, name: nameOf(one.like) })),
    ...(volume === 100
      ? []
      : [compare === 'same' ? t('imagined.both', { volume }) : t('imagined.volume', { volume })]),
  ];
  if (said.length === 0) return null;
  return (
    <>
      <h4>{t('imagined.title')}</h4>
      <ul className={result['imagined']}>
        {said.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}

function ApplyDialog({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const { t } = useTranslation(['twin', 'desk']);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      await apply(shown.id);
      toast.done(t('apply.done'));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('apply.title')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form
        className={styles['drawer']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{t('apply.hint')}</p>
        <Differences changes={shown.changes} />
        <Refused error={problem} />
        <div className={styles['go']}>
          <Button type="submit" loading={busy} data-autofocus>
            {t('apply.go', { count: shown.changes.length })}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function ApplyButton({ shown, onApply }: { shown: Shown; onApply: () => void }) {
  const { t } = useTranslation('twin');
  const mayPublish = useMay('config.publish');
  if (shown.applied_at) {
    return (
      <p className={styles['quiet']}>
        {t('apply.applied', { name: shown.applied_by_name, at: fullTime(Date.parse(shown.applied_at)) })}
      </p>
    );
  }
  if (shown.state !== 'done' || shown.changes.length === 0) return null;
  if (!mayPublish) return <p className={styles['quiet']}>{t('apply.notAllowed')}</p>;
  return (
    <Button
      leftSection={<IconUpload size={15} />}
      disabled={shown.changes.some((one) => one.stale)}
      onClick={onApply}
    >
      {t('apply.open')}
    </Button>
  );
}

export function Changes({ shown }: { shown: Shown }) {
  const { t } = useTranslation('twin');
  const [asking, setAsking] = useState(false);
  const nothing = shown.changes.length === 0;
  return (
    <section className={styles['part']} aria-labelledby="twin-changes">
      <div className={styles['between']}>
        <h3 id="twin-changes">{t('apply.what')}</h3>
        <ApplyButton shown={shown} onApply={() => setAsking(true)} />
      </div>
      {nothing ? (
        <p className={styles['quiet']}>{t('apply.nothing')}</p>
      ) : (
        <Differences changes={shown.changes} />
      )}
      <Imagined shown={shown} />
      {asking && <ApplyDialog shown={shown} onClose={() => setAsking(false)} />}
    </section>
  );
}
