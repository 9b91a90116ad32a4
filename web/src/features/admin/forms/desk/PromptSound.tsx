/** How a prompt sounds in one language: its recording, made here or uploaded; else the text as a voice says it. */
import { Button, FileButton } from '@mantine/core';
import { IconMicrophone, IconPlayerStop, IconTrash, IconUpload, IconVolume } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { sayProblem } from '@/ui/problem';
import own from './Prompt.module.css';

const LARGEST = 20_000_000;
const LONGEST_MS = 5 * 60_000;

async function upload(file: File): Promise<string> {
  const form = new FormData();
  form.set('file', file);
  const kept = await told(
    api.POST('/api/v1/prompts/sounds', { body: form as never, bodySerializer: (given) => given as never }),
  );
  return kept.id;
}

async function speak(text: string, language: 'es' | 'en'): Promise<string> {
  const { data } = await api.POST('/api/v1/prompts/speech', { body: { text, language }, parseAs: 'blob' });
  return URL.createObjectURL(data as unknown as Blob);
}

/** The text as it is spoken now; a changed text is asked for anew. */
function Spoken({ text, language, label }: { text: string; language: 'es' | 'en'; label: string }) {
  const { t } = useTranslation('code');
  const [sound, setSound] = useState({ of: '', url: '' });
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(sound.url), [sound.url]);
  const listen = async () => {
    setBusy(true);
    setProblem('');
    try {
      setSound({ of: text, url: await speak(text, language) });
    } catch (error) {
      setProblem(sayProblem(error));
    }
    setBusy(false);
  };
  if (!text.trim()) return <span className={own['quiet']}>{t('prompt.none')}</span>;
  if (sound.url && sound.of === text) return <audio controls autoPlay src={sound.url} aria-label={label} />;
  return (
    <span>
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        leftSection={<IconVolume size={14} aria-hidden />}
        aria-label={`${t('prompt.listen')}: ${label}`}
        onClick={() => void listen()}
      >
        {t('prompt.listen')}
      </Button>
      {problem && (
        <span role="alert" className={own['bad']}>
          {problem}
        </span>
      )}
    </span>
  );
}

/** Records from the microphone until it is stopped, five minutes at most; null while it does not. */
function useRecorder(onDone: (file: File) => void, onTrouble: () => void) {
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null);
  const timer = useRef(0);
  useEffect(() => () => recorder?.stream.getTracks().forEach((track) => track.stop()), [recorder]);
  const begin = async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const made = new MediaRecorder(stream);
      const parts: Blob[] = [];
      made.ondataavailable = (event) => parts.push(event.data);
      made.onstop = () => {
        window.clearTimeout(timer.current);
        setRecorder(null);
        const type = made.mimeType.split(';')[0] ?? 'audio/webm';
        const name = `${new Date().toISOString().slice(0, 10)}.${type.split('/')[1] ?? 'webm'}`;
        onDone(new File(parts, name, { type }));
      };
      made.start();
      timer.current = window.setTimeout(() => made.stop(), LONGEST_MS);
      setRecorder(made);
    } catch {
      onTrouble();
    }
  };
  return { running: recorder !== null, begin, stop: () => recorder?.stop() };
}

interface RecordingProps {
  label: string;
  file: string;
  text: string;
  language: 'es' | 'en';
  readOnly: boolean;
  onChange: (file: string) => void;
}

export function Recording({ label, file, text, language, readOnly, onChange }: RecordingProps) {
  const { t } = useTranslation('code');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const take = async (given: File | null) => {
    if (!given) return;
    setProblem(given.size > LARGEST ? t('prompt.tooLarge') : '');
    if (given.size > LARGEST) return;
    setBusy(true);
    try {
      onChange(await upload(given));
    } catch (error) {
      setProblem(sayProblem(error));
    }
    setBusy(false);
  };
  const recorder = useRecorder(
    (made) => void take(made),
    () => setProblem(t('prompt.noMicrophone')),
  );
  const named = (what: string) => `${what}: ${label}`;
  return (
    <div className={own['recording']}>
      <b>{label}</b>
      {file ? (
        <audio controls preload="none" src={`/api/v1/prompts/sounds/${file}`} aria-label={label} />
      ) : (
        <Spoken text={text} language={language} label={label} />
      )}
      {!readOnly && (
        <span className={own['acts']}>
          <Button
            variant={recorder.running ? 'filled' : 'default'}
            size="compact-sm"
            disabled={busy}
            leftSection={
              recorder.running ? (
                <IconPlayerStop size={14} aria-hidden />
              ) : (
                <IconMicrophone size={14} aria-hidden />
              )
            }
            aria-label={named(t(recorder.running ? 'prompt.stop' : 'prompt.record'))}
            onClick={() => (recorder.running ? recorder.stop() : void recorder.begin())}
          >
            {t(recorder.running ? 'prompt.stop' : 'prompt.record')}
          </Button>
          <FileButton accept="audio/*,.wav,.mp3,.ogg,.webm,.m4a" onChange={(given) => void take(given)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="compact-sm"
                loading={busy}
                leftSection={<IconUpload size={14} aria-hidden />}
                aria-label={named(t(file ? 'prompt.replace' : 'prompt.upload'))}
              >
                {t(file ? 'prompt.replace' : 'prompt.upload')}
              </Button>
            )}
          </FileButton>
          {file && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={14} aria-hidden />}
              aria-label={named(t('prompt.remove'))}
              onClick={() => onChange('')}
            >
              {t('prompt.remove')}
            </Button>
          )}
        </span>
      )}
      {problem && (
        <p role="alert" className={own['bad']}>
          {problem}
        </p>
      )}
    </div>
  );
}
