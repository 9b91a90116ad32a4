/**
 * Reading along: who leads watches a colleague's conversation as it goes on, leaves him a word only he sees, or takes
 * over. He is told, where the brand says so. It ends by itself when the page is left.
 */
import { Button, Modal, Textarea } from '@mantine/core';
import { IconArrowBigRight, IconEye, IconEyeOff, IconMessage2Share } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/api/session';
import { line } from '@/live/socket';
import { Strip } from '@/ui/Bits';
import type { ReadAlongAsked } from '@/ui/slots';
import { Refused, sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Banner.module.css';
import { coach, readAlong, stopReading, takeOver, useMonitors } from './questions';

const AGAIN = 8 * 60_000;

function Word({
  conversation,
  agent,
  onClose,
}: {
  conversation: string;
  agent: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation('report');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    try {
      await coach(conversation, agent.id, text);
      toast.done(t('read.worded', { name: agent.name }));
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('read.wordFor', { name: agent.name })}
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
          label={t('read.wordLabel')}
          description={t('read.wordHint', { name: agent.name })}
          required
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Refused error={problem} />
        <Button type="submit" disabled={!text.trim()}>
          {t('read.send')}
        </Button>
      </form>
    </Modal>
  );
}

function useReading(conversation: string, on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => void readAlong(conversation).catch(() => undefined), AGAIN);
    return () => {
      clearInterval(timer);
      void stopReading(conversation).catch(() => undefined);
    };
  }, [conversation, on]);
}

function Mine({ conversation, agent }: ReadAlongAsked) {
  const { t } = useTranslation('report');
  const me = useMe();
  const mayTake = useMay('call.barge');
  const mayCoach = useMay('call.coach');
  const [on, setOn] = useState(false);
  const [writing, setWriting] = useState(false);
  useReading(conversation, on);
  const { data } = useMonitors(conversation);
  const told = data?.items.find((one) => one.by.id === me.user.id)?.announced;
  const failed = (error: unknown) => toast.failed(sayProblem(error));
  const name = agent?.name ?? '';
  if (!on) {
    return (
      <div className={styles['offer']}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconEye size={15} />}
          onClick={() => void readAlong(conversation).then(() => setOn(true), failed)}
        >
          {t('read.begin')}
        </Button>
      </div>
    );
  }
  return (
    <Strip tone="info">
      <span className={styles['word']}>
        <IconEye size={16} aria-hidden />
        <span>{t(told === false ? 'read.quietly' : 'read.openly', { name })}</span>
        {agent && mayCoach && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconMessage2Share size={14} />}
            onClick={() => setWriting(true)}
          >
            {t('read.word')}
          </Button>
        )}
        {mayTake && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconArrowBigRight size={14} />}
            onClick={() => void takeOver(conversation, me.user.id).then(() => setOn(false), failed)}
          >
            {t('read.take')}
          </Button>
        )}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconEyeOff size={14} />}
          onClick={() => setOn(false)}
        >
          {t('read.end')}
        </Button>
      </span>
      {writing && agent && (
        <Word conversation={conversation} agent={agent} onClose={() => setWriting(false)} />
      )}
    </Strip>
  );
}

/** What its agent is told. */
function Watched({ conversation }: { conversation: string }) {
  const { t } = useTranslation('report');
  const { data, refetch } = useMonitors(conversation);
  useEffect(
    () =>
      line.listen((frame) => {
        const fact = frame.op === 'fact' ? (frame.fact as { fact?: string; conversation?: string }) : {};
        if (fact.conversation === conversation && fact.fact?.startsWith('Monitoring')) void refetch();
      }),
    [conversation, refetch],
  );
  const told = (data?.items ?? []).filter((one) => one.announced);
  if (told.length === 0) return null;
  return (
    <Strip tone="info">
      <span className={styles['word']}>
        <IconEye size={16} aria-hidden />
        <span>
          {t('read.watched', { names: told.map((one) => one.by.name).join(', '), count: told.length })}
        </span>
      </span>
    </Strip>
  );
}

export function ReadAlong({ conversation, agent }: ReadAlongAsked) {
  const me = useMe();
  const may = useMay('call.monitor');
  if (agent?.id === me.user.id) return <Watched conversation={conversation} />;
  return may && agent ? <Mine key={conversation} conversation={conversation} agent={agent} /> : null;
}
