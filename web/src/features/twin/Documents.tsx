/** Queues, workloads and hours as they would be, in the forms of the administration; nothing is published. */
import { ActionIcon, Button, Drawer, Select } from '@mantine/core';
import { IconAdjustments, IconPencil, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import type { Asking } from './Ask';
import { readInForce, useInForce, type Edited } from './questions';
import styles from './Twin.module.css';

const KINDS = ['queue', 'workload', 'hours'] as const;
export type Tried = (typeof KINDS)[number];

const nameOf = (one: Edited): string =>
  (typeof one.body['name'] === 'string' && one.body['name']) || one.slug;

const same = (one: Edited, other: Edited): boolean => one.kind === other.kind && one.slug === other.slug;

/** The problems of one document, by its own fields. */
const within = (problems: Asking['problems'], one: Edited): Record<string, string> => {
  const prefix = `${one.kind}/${one.slug}:`;
  return Object.fromEntries(
    Object.entries(problems)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, detail]) => [field.slice(prefix.length), detail]),
  );
};

interface EditorProps {
  first: Edited;
  problems: Readonly<Record<string, string>>;
  onKeep: (edited: Edited) => void;
  onClose: () => void;
}

function Editor({ first, problems, onKeep, onClose }: EditorProps) {
  const { t } = useTranslation(['twin', 'desk']);
  const documentForm = useSlot('documentForm');
  const [body, setBody] = useState(first.body);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={nameOf(first)}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <div className={styles['drawer']}>
        <p className={styles['quiet']}>{t('change.notPublished')}</p>
        {documentForm({ kind: first.kind, slug: first.slug, body, problems, onChange: setBody })}
        <div className={styles['go']} data-stays>
          <Button
            onClick={() => {
              if (JSON.stringify(body) !== JSON.stringify(first.body)) onKeep({ ...first, body });
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
    </Drawer>
  );
}

/** What may be tried out, by name, in groups. */
function useChoices(tried: readonly Edited[]) {
  const { t } = useTranslation('twin');
  const queues = useInForce('queue');
  const workloads = useInForce('workload');
  const hours = useInForce('hours');
  return [queues, workloads, hours].flatMap((query, index) => {
    const kind = KINDS[index] ?? 'queue';
    const items = (query.data?.items ?? [])
      .filter((one) => one.version > 0 && !one.retired)
      .filter((one) => !tried.some((each) => each.kind === kind && each.slug === one.slug))
      .map((one) => ({ value: `${kind}/${one.slug}`, label: one.name }));
    return items.length > 0 ? [{ group: t(`kind.${kind}`), items }] : [];
  });
}

export function Documents({ question, set, problems }: Asking) {
  const { t } = useTranslation('twin');
  const [open, setOpen] = useState<Edited | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const choices = useChoices(question.documents);
  const keep = (edited: Edited) => {
    const at = question.documents.findIndex((one) => same(one, edited));
    set({ documents: at < 0 ? [...question.documents, edited] : question.documents.with(at, edited) });
  };
  const begin = async (choice: string) => {
    const [kind = '', slug = ''] = choice.split('/');
    try {
      const { body, version } = await readInForce(kind, slug);
      setOpen({ kind, slug, version, body });
      setProblem(null);
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <div className={styles['block']}>
      <h3>{t('change.configuration')}</h3>
      <ul className={styles['changes']} aria-label={t('change.configuration')}>
        {question.documents.map((one) => {
          const wrong = Object.keys(within(problems, one)).length;
          return (
            <li key={`${one.kind}/${one.slug}`} data-wrong={wrong > 0 || undefined}>
              <IconAdjustments size={16} aria-hidden />
              <b>{nameOf(one)}</b>
              <span className={styles['quiet']}>{t(`kind.${one.kind as Tried}`)}</span>
              {wrong > 0 && <span className={styles['wrong']}>{t('change.problems', { count: wrong })}</span>}
              <ActionIcon aria-label={t('change.edit', { name: nameOf(one) })} onClick={() => setOpen(one)}>
                <IconPencil size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('change.undo', { name: nameOf(one) })}
                onClick={() => set({ documents: question.documents.filter((each) => !same(each, one)) })}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {choices.length > 0 && (
        <Select
          w={280}
          label={t('change.pick')}
          placeholder={t('change.pickHint')}
          data={choices}
          value={null}
          searchable
          onChange={(choice) => choice && void begin(choice)}
        />
      )}
      <Refused error={problem} />
      {open && (
        <Editor
          key={`${open.kind}/${open.slug}`}
          first={open}
          problems={within(problems, open)}
          onKeep={keep}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
