/** A word to everybody, or to some teams, above their work for a while; those said before can be taken back. */
import { Button, Checkbox, Modal, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { Refused, sayProblem } from '@/ui/problem';
import { momentShort, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import styles from './Board.module.css';
import { endBroadcast, sendBroadcast, useSent } from './questions';

const MINUTES = ['15', '60', '240', '720'] as const;
const LONGEST = 300;

function Sent() {
  const { t } = useTranslation('report');
  const { data } = useSent();
  const now = useNow();
  const current = (data?.items ?? []).filter((one) => !one.ended_at && Date.parse(one.until) > now);
  if (current.length === 0) return null;
  const end = (id: string) =>
    endBroadcast(id).then(
      () => toast.done(t('broadcast.ended')),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  return (
    <section className={styles['sent']}>
      <h3>{t('broadcast.now')}</h3>
      <ul>
        {current.map((one) => (
          <li key={one.id}>
            <span>
              {one.urgent && <Chip tone="bad">{t('broadcast.urgent')}</Chip>} {one.text}
              <small>
                {one.by.name} · {t('broadcast.until', { time: momentShort(Date.parse(one.until)) })}
              </small>
            </span>
            <Button variant="subtle" size="compact-xs" onClick={() => void end(one.id)}>
              {t('broadcast.end')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function BroadcastDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['report', 'desk']);
  const { teams } = useCatalog();
  const [text, setText] = useState('');
  const [urgent, setUrgent] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [minutes, setMinutes] = useState<string>('60');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      const made = await sendBroadcast({ text, urgent, teams: chosen, minutes: Number(minutes) });
      undoable(t('broadcast.sent'), () => endBroadcast(made.id));
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
      title={t('broadcast.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Textarea
          label={t('broadcast.text')}
          description={t('broadcast.hint')}
          maxLength={LONGEST}
          required
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {teams.length > 1 && (
          <Checkbox.Group size="xs" label={t('broadcast.teams')} value={chosen} onChange={setChosen}>
            <div className={styles['checks']}>
              {teams.map((team) => (
                <Checkbox key={team.slug} radius="xs" value={team.slug} label={team.name} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <Select
          label={t('broadcast.for')}
          allowDeselect={false}
          value={minutes}
          data={MINUTES.map((value) => ({ value, label: t(`broadcast.minutes.${value}`) }))}
          onChange={(value) => setMinutes(value ?? '60')}
        />
        <Checkbox
          radius="xs"
          label={t('broadcast.isUrgent')}
          checked={urgent}
          onChange={(event) => setUrgent(event.currentTarget.checked)}
        />
        <Refused error={problem} />
        <div className={styles['doing']}>
          <Button type="submit" loading={busy} disabled={!text.trim()}>
            {t('broadcast.go')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
      <Sent />
    </Modal>
  );
}
