/** A prompt: its text in each language, its recordings, and the flows that say it. */
import { Button, FileButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { namedIn } from '@/api/documents';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { Fields, Group } from '../Fields';
import type { FormProps } from '../form';
import own from './Prompt.module.css';

async function upload(file: File): Promise<string> {
  const form = new FormData();
  form.set('file', file);
  const kept = await told(
    api.POST('/api/v1/prompts/sounds', { body: form as never, bodySerializer: (given) => given as never }),
  );
  return kept.id;
}

interface RecordingProps {
  label: string;
  file: string;
  readOnly: boolean;
  onChange: (file: string) => void;
}

function Recording({ label, file, readOnly, onChange }: RecordingProps) {
  const { t } = useTranslation('code');
  const [busy, setBusy] = useState(false);
  const take = async (given: File | null) => {
    if (!given) return;
    setBusy(true);
    try {
      onChange(await upload(given));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
    setBusy(false);
  };
  return (
    <div className={own['recording']}>
      <b>{label}</b>
      {file ? (
        <audio controls preload="none" src={`/api/v1/prompts/sounds/${file}`} aria-label={label} />
      ) : (
        <span>{t('prompt.none')}</span>
      )}
      {!readOnly && (
        <span className={own['acts']}>
          <FileButton accept="audio/*,.wav,.mp3,.ogg,.webm,.m4a" onChange={(given) => void take(given)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="compact-sm"
                loading={busy}
                leftSection={<IconUpload size={14} />}
                aria-label={`${t(file ? 'prompt.replace' : 'prompt.upload')}: ${label}`}
              >
                {t(file ? 'prompt.replace' : 'prompt.upload')}
              </Button>
            )}
          </FileButton>
          {file && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={14} />}
              aria-label={`${t('prompt.remove')}: ${label}`}
              onClick={() => onChange('')}
            >
              {t('prompt.remove')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

function Uses() {
  const { t, i18n } = useTranslation('code');
  const { slug = '' } = useParams({ strict: false }) as { slug?: string };
  const uses = useQuery({
    queryKey: ['config', 'prompt', slug, 'uses'],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/prompts/{slug}/uses', { params: { path: { slug } }, signal })),
    enabled: slug !== '',
  });
  const items = uses.data?.items ?? [];
  return (
    <Group title={t('prompt.uses')}>
      {items.length === 0 ? (
        <p className={own['quiet']}>{t('prompt.unused')}</p>
      ) : (
        <ul className={own['uses']}>
          {items.map((one) => (
            <li key={`${one.flow} ${one.field}`}>
              <Link to={`/flows/${one.flow}` as string}>{namedIn(i18n.language, one)}</Link>{' '}
              <code>{one.field}</code>
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}

export function PromptForm(props: FormProps) {
  const { t } = useTranslation(['code', 'admin']);
  const { body, set, readOnly } = props;
  const fileOf = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  return (
    <>
      <Group title={t('admin:form.general')}>
        <Fields {...props} names={['name', 'name_es', 'music']} />
      </Group>
      <Group title={t('prompt.what')}>
        <Fields {...props} names={['text_es', 'text_en']} />
      </Group>
      <Group title={t('prompt.recordings')} hint={t('prompt.hint')}>
        {(['es', 'en'] as const).map((language) => (
          <Recording
            key={language}
            label={t(`prompt.recording_${language}`)}
            file={fileOf(`file_${language}`)}
            readOnly={readOnly}
            onChange={(file) => set(`file_${language}`, file)}
          />
        ))}
        <p className={own['quiet']}>{t('prompt.unspoken')}</p>
      </Group>
      <Uses />
    </>
  );
}
