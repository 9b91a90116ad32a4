/** One recording on a page of its own: by what right it was made, how long it is kept, and who may change that. */
import { Button, Modal, NumberInput, Textarea } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { IconClockMinus, IconDownload, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { dateOnly, fullTime } from '@/ui/time';
import { toast } from '@/ui/toast';
import { Player } from './Player';
import { hold, remove, shorten, soundOf, useRecording, type Recording } from './questions';
import styles from './Recording.module.css';

export function RecordingPage() {
  const { t } = useTranslation('recording');
  const { recording } = useParams({ strict: false }) as { recording: string };
  const { at } = useSearch({ strict: false }) as { at?: number };
  const { data } = useRecording(recording);
  return (
    <Page title={data ? t('of', { at: fullTime(Date.parse(data.began_at)) }) : t('title')}>
      {data && <Terms recording={data} />}
      <Player key={`${recording} ${at ?? 0}`} id={recording} from={at ?? 0} />
    </Page>
  );
}

function Terms({ recording }: { recording: Recording }) {
  const { t } = useTranslation('recording');
  const [asks, setAsks] = useState<'hold' | 'delete' | 'shorten' | null>(null);
  const until = recording.keep_until;
  return (
    <div className={styles['terms']}>
      <Chip>{t(`state.${recording.state as 'kept'}`)}</Chip>
      <Chip tone="info">{t(`basis.${recording.basis as 'inform'}`)}</Chip>
      {recording.hold ? (
        <Chip tone="warn">{t('held')}</Chip>
      ) : (
        until && <Chip>{t('keptUntil', { day: dateOnly(Date.parse(until)) })}</Chip>
      )}
      <span className={styles['spring']} />
      {recording.state === 'kept' && (
        <Button
          component="a"
          variant="default"
          size="xs"
          href={soundOf(recording.id, true)}
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          {t('download')}
        </Button>
      )}
      {recording.may_delete && recording.state === 'kept' && (
        <>
          <Button
            variant="default"
            size="xs"
            leftSection={
              recording.hold ? <IconLockOpen size={15} aria-hidden /> : <IconLock size={15} aria-hidden />
            }
            onClick={() => setAsks('hold')}
          >
            {recording.hold ? t('release') : t('hold')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconClockMinus size={15} aria-hidden />}
            onClick={() => setAsks('shorten')}
          >
            {t('shorten')}
          </Button>
          <Button
            variant="default"
            size="xs"
            color="red"
            disabled={recording.hold}
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => setAsks('delete')}
          >
            {t('delete')}
          </Button>
        </>
      )}
      {asks === 'hold' && <HoldDialog recording={recording} onClose={() => setAsks(null)} />}
      {asks === 'shorten' && <ShortenDialog recording={recording} onClose={() => setAsks(null)} />}
      {asks === 'delete' && <DeleteDialog recording={recording} onClose={() => setAsks(null)} />}
    </div>
  );
}

interface DialogProps {
  recording: Recording;
  onClose: () => void;
}

async function attempt(does: () => Promise<void>, onClose: () => void): Promise<void> {
  try {
    await does();
    onClose();
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function HoldDialog({ recording, onClose }: DialogProps) {
  const { t } = useTranslation('recording');
  const [reason, setReason] = useState('');
  const on = !recording.hold;
  return (
    <Modal opened onClose={onClose} title={on ? t('hold') : t('release')}>
      <Textarea
        data-autofocus
        label={t('reason')}
        description={on ? t('holdHint') : t('releaseHint')}
        value={reason}
        maxLength={2000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          disabled={!reason.trim()}
          onClick={() => void attempt(() => hold(recording.id, on, reason), onClose)}
        >
          {t('done')}
        </Button>
      </div>
    </Modal>
  );
}

const DAY_MS = 86_400_000;

function ShortenDialog({ recording, onClose }: DialogProps) {
  const { t } = useTranslation('recording');
  const [now] = useState(Date.now);
  const left = recording.keep_until ? Math.ceil((Date.parse(recording.keep_until) - now) / DAY_MS) - 1 : 3650;
  const most = Math.max(1, left);
  const [days, setDays] = useState(Math.min(30, most));
  return (
    <Modal opened onClose={onClose} title={t('shorten')}>
      <NumberInput
        data-autofocus
        label={t('days')}
        description={t('shortenHint')}
        min={1}
        max={most}
        allowDecimal={false}
        value={days}
        onChange={(value) => setDays(Number(value) || 1)}
      />
      <p>{t('keptUntil', { day: dateOnly(now + days * DAY_MS) })}</p>
      <div className={styles['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button onClick={() => void attempt(() => shorten(recording.id, days), onClose)}>{t('done')}</Button>
      </div>
    </Modal>
  );
}

function DeleteDialog({ recording, onClose }: DialogProps) {
  const { t } = useTranslation('recording');
  return (
    <Modal opened onClose={onClose} title={t('deleteAsk')}>
      <p>{t('deleteHint')}</p>
      <div className={styles['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button color="red" onClick={() => void attempt(() => remove(recording.id), onClose)}>
          {t('delete')}
        </Button>
      </div>
    </Modal>
  );
}
