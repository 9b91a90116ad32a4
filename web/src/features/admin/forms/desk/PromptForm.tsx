/** A prompt: its text in each language, its recordings, and the flows that say it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { namedIn } from '@/api/documents';
import { Fields, Group } from '../Fields';
import type { FormProps } from '../form';
import own from './Prompt.module.css';
import { Recording } from './PromptSound';

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
  const textOf = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
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
            file={textOf(`file_${language}`)}
            text={textOf(`text_${language}`)}
            language={language}
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
