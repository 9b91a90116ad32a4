/** What may be done and how far, in plain words: one line for each permission. */
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';

const AREAS = {
  conversation: ['read', 'reply', 'assign', 'transfer', 'close'],
  customer: ['read', 'edit', 'merge', 'export', 'erase'],
  queue: ['supervise'],
  agent: ['force'],
  config: ['read', 'edit', 'publish'],
  flow: ['publish'],
  user: ['manage'],
  api: ['manage'],
  audit: ['read'],
  report: ['read', 'export', 'sql'],
  call: ['place', 'monitor', 'coach', 'barge'],
  recording: ['listen', 'delete'],
} as const;

type Area = keyof typeof AREAS;

/** What belongs together on the screen. */
const GROUPS = [
  { name: 'service', areas: ['conversation', 'customer'] },
  { name: 'supervision', areas: ['queue', 'agent', 'report'] },
  { name: 'administration', areas: ['config', 'flow', 'user', 'api', 'audit'] },
  { name: 'calls', areas: ['call', 'recording'] },
] as const satisfies readonly { name: string; areas: readonly Area[] }[];

const SCOPES = ['own', 'team', 'brand', 'all'] as const;

interface LineProps {
  permission: string;
  words: string;
  scope: string;
  problem: string | undefined;
  readOnly: boolean;
  onChange: (scope: string) => void;
}

function Line({ words, scope, problem, readOnly, onChange }: LineProps) {
  const { t } = useTranslation(['admin', 'permissions']);
  const id = useId();
  return (
    <div className={styles['permission']} data-granted={scope !== '' || undefined}>
      <label htmlFor={id}>{words}</label>
      <NativeSelect
        id={id}
        size="xs"
        value={scope}
        disabled={readOnly}
        error={problem}
        data={[
          { value: '', label: t('role.no') },
          ...SCOPES.map((one) => ({ value: one, label: t(`permissions:scope.${one}`) })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

interface Props {
  granted: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (granted: Record<string, string>) => void;
}

export function Permissions({ granted, problems, readOnly, onChange }: Props) {
  const { t } = useTranslation(['admin', 'permissions']);
  const put = (permission: string, scope: string) => {
    const others = Object.entries(granted).filter(([name]) => name !== permission);
    onChange(Object.fromEntries(scope ? [...others, [permission, scope]] : others));
  };
  const wordsOf = t as unknown as (key: string) => string;
  return GROUPS.map((group) => (
    <fieldset key={group.name} className={styles['permissions']}>
      <legend>{t(`role.group.${group.name}`)}</legend>
      {group.areas.flatMap((area) =>
        AREAS[area].map((verb) => {
          const permission = `${area}.${verb}`;
          return (
            <Line
              key={permission}
              permission={permission}
              words={wordsOf(`permissions:permission.${permission}`)}
              scope={granted[permission] ?? ''}
              problem={problems[`permissions.${permission}`]}
              readOnly={readOnly}
              onChange={(scope) => put(permission, scope)}
            />
          );
        }),
      )}
    </fieldset>
  ));
}
