/** A quick reply: its texts in both languages with the preview beside, and where it is offered. */
import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../Fields';
import styles from '../Form.module.css';
import type { FormProps } from '../form';
import own from './Desk.module.css';
import { Preview, TemplateInput } from './Preview';
import { useSample, useVariables } from './sample';

type Tongue = 'es' | 'en';

const word = (body: FormProps['body'], field: string): string =>
  typeof body[field] === 'string' ? body[field] : '';

function Texts({ tongue, ...props }: FormProps & { tongue: Tongue }) {
  const { t } = useTranslation('admin');
  const { body, set, specs, problems, readOnly } = props;
  const variables = useVariables();
  const sample = useSample(tongue);
  const [short, setShort] = useState(false);
  const titled = (field: string) => specs.find((one) => one.name === field);
  const other = tongue === 'es' ? 'en' : 'es';
  const [text, brief] = [word(body, `text_${tongue}`), word(body, `short_${tongue}`)];
  return (
    <>
      {(['subject', 'text', 'short'] as const).map((name) => {
        const field = `${name}_${tongue}`;
        const spec = titled(field);
        if (!spec) return null;
        const common = {
          label: spec.title,
          description: spec.help || undefined,
          error: problems[field],
          readOnly,
        };
        return name === 'subject' ? (
          <TextInput
            key={field}
            {...common}
            value={word(body, field)}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ) : (
          <TemplateInput
            key={field}
            {...common}
            value={word(body, field)}
            rows={name === 'text' ? 6 : 2}
            variables={variables}
            onChange={(value) => set(field, value)}
          />
        );
      })}
      {brief && (
        <Switch
          label={t('reply.short')}
          description={t('reply.shortHint')}
          checked={short}
          onChange={(event) => setShort(event.currentTarget.checked)}
        />
      )}
      <Preview
        text={(short && brief) || text}
        subject={word(body, `subject_${tongue}`)}
        values={sample}
        none={word(body, `text_${other}`) ? t('reply.none') : ''}
      />
    </>
  );
}

export function ReplyForm(props: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const [tongue, setTongue] = useState<Tongue>(i18n.language.startsWith('es') ? 'es' : 'en');
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name']} />
        <div className={styles['pair']}>
          <Fields {...props} names={['shortcut', 'category']} />
        </div>
      </Group>
      <Group title={t('reply.section')}>
        <div className={own['bar']}>
          <SegmentedControl
            aria-label={t('reply.language')}
            value={tongue}
            data={[
              { value: 'es', label: 'Español' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => setTongue(value === 'en' ? 'en' : 'es')}
          />
        </div>
        <Texts key={tongue} {...props} tongue={tongue} />
      </Group>
      <Group title={t('reply.when')}>
        <Fields {...props} names={['teams', 'brands', 'channels', 'active']} />
      </Group>
    </>
  );
}
