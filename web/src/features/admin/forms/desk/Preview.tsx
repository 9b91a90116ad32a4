/** A text with variables: written with a picker of what it can speak of, and shown as the customer will read it. */
import { Button, Menu, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBraces } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import styles from '../Form.module.css';
import own from './Desk.module.css';

export type Usual = components['schemas']['Written']['usual'];

const WAITS = 350;

export interface Variable {
  path: string;
  label: string;
}

interface WriteProps {
  label: string;
  description?: string | undefined;
  error: string | undefined;
  value: string;
  readOnly: boolean;
  variables: readonly Variable[];
  rows?: number;
  onChange: (value: string) => void;
}

export function TemplateInput(props: WriteProps) {
  const { label, description, error, value, readOnly, variables, rows = 4, onChange } = props;
  const { t } = useTranslation('admin');
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (path: string) => {
    const at = area.current?.selectionStart ?? value.length;
    const end = area.current?.selectionEnd ?? at;
    onChange(`${value.slice(0, at)}{{ ${path} }}${value.slice(end)}`);
    area.current?.focus();
  };
  return (
    <div className={own['written']}>
      <Textarea
        ref={area}
        label={label}
        description={description}
        error={error}
        value={value}
        readOnly={readOnly}
        autosize
        minRows={rows}
        maxRows={14}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              className={own['pick']}
              variant="subtle"
              size="compact-xs"
              leftSection={<IconBraces size={14} aria-hidden />}
              aria-label={`${t('reply.variables')}: ${label}`}
            >
              {t('reply.variables')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {variables.map((one) => (
              <Menu.Item key={one.path} onClick={() => insert(one.path)}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

interface PreviewProps {
  text: string;
  values: Readonly<Record<string, string>>;
  usual?: Usual;
  /** Said when there is nothing to show. */
  none?: string;
  subject?: string;
}

export function Preview({ text, values, usual = '', none = '', subject = '' }: PreviewProps) {
  const { t } = useTranslation('admin');
  const [settled] = useDebouncedValue(text, WAITS);
  const asked = settled.trim() !== '' || usual !== '';
  const query = useQuery({
    queryKey: ['template', settled, usual, values],
    enabled: asked,
    queryFn: () => told(api.POST('/api/v1/templates/preview', { body: { text: settled, usual, values } })),
    placeholderData: (was) => was,
    staleTime: Infinity,
  });
  const shown = asked ? query.data : undefined;
  return (
    <figure className={`${styles['preview'] ?? ''} ${own['preview'] ?? ''}`} data-left>
      <figcaption>{t('reply.preview')}</figcaption>
      {subject && <b>{subject}</b>}
      {shown?.problem ? (
        <p className={styles['wrong']}>{shown.problem}</p>
      ) : (
        <div className={own['paper']}>{shown?.text ?? none}</div>
      )}
    </figure>
  );
}
