/** Drafts for whoever is writing: a summary, a reply, the next step, a follow-up. */
import { ActionIcon, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '@/ui/commands';
import { sayProblem } from '@/ui/problem';
import type { AssistAsked } from '@/ui/slots';
import { ListSkeleton } from '@/ui/States';
import styles from './Assist.module.css';
import { DraftView } from './DraftView';
import { KINDS, propose, type Draft, type Wanted } from './questions';

type Shown = { draft: Draft } | { failed: unknown } | null;

function usePropose(conversation: string) {
  const [kind, setKind] = useState<Wanted | null>(null);
  const [shown, setShown] = useState<Shown>(null);
  const ask = async (wanted: Wanted) => {
    setKind(wanted);
    setShown(null);
    try {
      setShown({ draft: await propose(conversation, wanted) });
    } catch (error) {
      setShown({ failed: error });
    }
  };
  return { kind, shown, ask, forget: () => setKind(null) };
}

export function AssistButton({ conversation, note, onInsert }: AssistAsked) {
  const { t } = useTranslation('assist');
  const [open, setOpen] = useState(false);
  const narrow = useMediaQuery('(max-width: 560px)', false, { getInitialValueInEffect: false });
  const { kind, shown, ask, forget } = usePropose(conversation);
  const show = (on: boolean) => {
    setOpen(on);
    if (on) void ask(note ? 'summary' : 'reply');
    else forget();
  };
  useCommands([
    { id: 'conversation.assist', title: t('open'), group: 'conversation', run: () => show(true) },
  ]);
  return (
    <Popover
      opened={open}
      onChange={show}
      position="top-start"
      width={narrow ? '94vw' : 520}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Tooltip label={t('open')} disabled={open}>
          <ActionIcon
            variant={open ? 'light' : 'subtle'}
            color="gray"
            aria-label={t('open')}
            aria-expanded={open}
            onClick={() => show(!open)}
          >
            <IconSparkles size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles['panel']} role="dialog" aria-label={t('title')}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('title')}
          value={kind ?? 'reply'}
          data={KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          onChange={(value) => void ask(value as Wanted)}
        />
        <div aria-live="polite" className={styles['body']}>
          {shown === null && (
            <>
              <p className={styles['how']}>{t('working')}</p>
              <ListSkeleton rows={2} />
            </>
          )}
          {shown && 'failed' in shown && <p role="alert">{sayProblem(shown.failed)}</p>}
          {shown && 'draft' in shown && !shown.draft.text && kind && (
            <p className={styles['nothing']}>{t(`nothing.${kind}`)}</p>
          )}
          {shown && 'draft' in shown && shown.draft.text && (
            <DraftView
              key={shown.draft.id}
              draft={shown.draft}
              onInsert={onInsert}
              onDone={() => show(false)}
            />
          )}
        </div>
        <p className={styles['lead']}>{t('lead')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
