/** What callers of a queue hear, and whether their calls are recorded. */
import { useTranslation } from 'react-i18next';
import { useSchemas } from '@/api/documents';
import { specAt, type Spec } from '../../config/schema';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';

const WAITING = ['welcome', 'music', 'position', 'expected', 'again_seconds'] as const;
const BACK = [
  'callback',
  'callback_key',
  'recall',
  'recall_after_seconds',
  'recall_attempts',
  'recall_again_minutes',
  'recall_at_last',
] as const;
const WHISPER = ['whisper_es', 'whisper_en'] as const;
const RECORDED = [
  'notice_es', 'notice_en', 'accept_key', 'stop_key', 'keep_days', 'transcribe', 'announce_monitoring',
] as const; // prettier-ignore

export function Calls({ body, set, problems, readOnly, slug }: FormProps) {
  const { t } = useTranslation('routing');
  const schema = useSchemas().data?.['queue'];
  const voice = (body['voice'] ?? {}) as Record<string, unknown>;
  const recorded = voice['recording'] === 'inform' || voice['recording'] === 'opt_in';
  const names: readonly string[] = [...WAITING, ...BACK, ...WHISPER, 'recording', ...RECORDED];
  const inner: FormProps = {
    body: voice,
    set: (name, value) => set('voice', { ...voice, [name]: value }),
    specs: names.map((name) => specAt(schema, `voice.${name}`)).filter((one): one is Spec => Boolean(one)),
    problems: Object.fromEntries(
      Object.entries(problems)
        .filter(([path]) => path.startsWith('voice.'))
        .map(([path, detail]) => [path.slice('voice.'.length), detail]),
    ),
    readOnly,
    slug,
  };
  return (
    <Group title={t('section.calls')}>
      <h3>{t('calls.waiting')}</h3>
      <Fields {...inner} names={WAITING} />
      <h3>{t('calls.back')}</h3>
      <Fields {...inner} names={BACK} />
      <h3>{t('calls.whisper')}</h3>
      <div className={styles['pair']}>
        <Fields {...inner} names={WHISPER} />
      </div>
      <h3>{t('calls.recording')}</h3>
      <Fields {...inner} names={['recording', ...(recorded ? RECORDED : [])]} />
    </Group>
  );
}
