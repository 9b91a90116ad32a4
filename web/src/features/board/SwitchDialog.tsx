/** A queue opened, closed or put in emergency by hand, at once; with a word to the customers and a way back. */
import { Button, Modal, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused, sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { switchQueue, type QueueNow, type Switch } from './questions';

const STATES = ['normal', 'closed', 'emergency'] as const;
const TONGUES = ['es', 'en'] as const;

export function SwitchDialog({ queue, onClose }: { queue: QueueNow; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  const [state, setState] = useState<Switch['state']>(queue.state === 'normal' ? 'closed' : 'normal');
  const [notice, setNotice] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const told = Object.fromEntries(Object.entries(notice).filter(([, text]) => text.trim() !== ''));
  const submit = async () => {
    setBusy(true);
    try {
      const before = await switchQueue(queue.queue, { state, notice: state === 'normal' ? {} : told });
      toast.done(
        t('board.switched', { queue: queue.name, state: t(`board.queueState.${state}`) }),
        () =>
          void switchQueue(queue.queue, before).catch((error: unknown) => toast.failed(sayProblem(error))),
      );
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
      title={t('board.switchTitle', { queue: queue.name })}
      closeButtonProps={{ 'aria-label': t('board.close') }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SegmentedControl
          size="xs"
          fullWidth
          value={state}
          onChange={(value) => setState(value as Switch['state'])}
          data={STATES.map((value) => ({ value, label: t(`board.queueState.${value}`) }))}
        />
        <p className={styles['quiet']}>{t(`board.switchHint.${state}`)}</p>
        {state !== 'normal' &&
          TONGUES.map((language) => (
            <Textarea
              key={language}
              label={t(`board.notice.${language}`)}
              description={language === 'es' ? t('board.notice.hint') : undefined}
              required={state === 'emergency'}
              maxLength={500}
              value={notice[language] ?? ''}
              onChange={(event) => setNotice({ ...notice, [language]: event.currentTarget.value })}
            />
          ))}
        <Refused error={problem} />
        <div className={styles['doing']}>
          <Button type="submit" loading={busy} color={state === 'emergency' ? 'red' : undefined}>
            {t('board.switchGo')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
