/** From when on a queue's row warns, and what its reports call in time. */
import { Button, Modal, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/ui/problem';
import { undoable } from '@/ui/undo';
import styles from './Board.module.css';
import { setAlerts, type Alerts, type QueueNow } from './questions';

const FIELDS = ['service_seconds', 'service_percent', 'waiting', 'wait_seconds'] as const;
const UNIT: Readonly<Record<(typeof FIELDS)[number], string>> = {
  service_seconds: ' s',
  service_percent: ' %',
  waiting: '',
  wait_seconds: ' s',
};

export function AlertsDialog({ queue, onClose }: { queue: QueueNow; onClose: () => void }) {
  const { t } = useTranslation(['report', 'desk']);
  const [wanted, setWanted] = useState<Alerts>(queue.alerts);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      const before = await setAlerts(queue.queue, wanted);
      undoable(t('alerts.saved', { queue: queue.name }), () => setAlerts(queue.queue, before));
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
      title={t('alerts.title', { queue: queue.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={styles['quiet']}>{t('alerts.hint')}</p>
        {FIELDS.map((name) => (
          <NumberInput
            key={name}
            label={t(`alerts.${name}`)}
            description={t(`alerts.${name}_hint`)}
            min={0}
            max={name === 'service_percent' ? 100 : 600_000}
            allowDecimal={false}
            suffix={UNIT[name]}
            value={wanted[name]}
            onChange={(value) => setWanted({ ...wanted, [name]: Number(value) || 0 })}
          />
        ))}
        <Refused error={problem} />
        <div className={styles['doing']}>
          <Button type="submit" loading={busy}>
            {t('desk:common.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
