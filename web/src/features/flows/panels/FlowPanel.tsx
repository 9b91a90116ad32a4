/** What concerns the whole flow: its name, whom it is for, where it goes for a person and when something fails; and
 * its variables. */
import { ActionIcon, Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import type { Variable } from '../model/flow';
import { NodeSelect } from '../inspector/NodeSelect';
import { useOptions } from '../inspector/References';
import styles from '../inspector/Form.module.css';
import talk from './Simulator.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { choiceWord } from '../words';

const TYPES = ['text', 'number', 'yes_no', 'date', 'list', 'record'];
const LANGUAGES = ['es', 'en', 'ca', 'eu', 'gl', 'pt', 'fr'];
const PURPOSES = ['service', 'script', 'guide'];

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function Settings() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const flow = useDesigner((state) => state.flow);
  const readOnly = useDesigner((state) => state.readOnly);
  const brands = useOptions('brand', textsOf(flow['brands']));
  const channels = useOptions('channel', textsOf(flow['channels']));
  const set = (field: string, value: unknown) =>
    store.getState().edit((now) => ({ ...now, [field]: value }), `flow.${field}`);
  return (
    <>
      {(['name', 'name_es'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(`settings.${field}`)}
          value={flow[field] ?? ''}
          maxLength={120}
          readOnly={readOnly}
          withAsterisk={field === 'name'}
          onChange={(event) => set(field, event.currentTarget.value)}
        />
      ))}
      <Select
        label={t('settings.purpose')}
        data={PURPOSES.map((one) => ({ value: one, label: choiceWord('purpose', one) }))}
        value={flow.purpose ?? 'service'}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) => set('purpose', value)}
      />
      <fieldset className={styles['group']}>
        <legend>{t('settings.ways')}</legend>
        <NodeSelect
          label={t('settings.start')}
          value={flow.start ?? ''}
          required
          onChange={(to) => set('start', to)}
        />
        <NodeSelect
          label={t('settings.person')}
          value={flow.person ?? ''}
          placeholder={t('settings.personNone')}
          onChange={(to) => set('person', to || null)}
        />
        <NodeSelect
          label={t('settings.failed')}
          value={flow.failed ?? ''}
          placeholder={t('settings.failedNone')}
          onChange={(to) => set('failed', to || null)}
        />
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>{t('settings.where')}</legend>
        <MultiSelect
          label={t('settings.brands')}
          data={brands}
          value={textsOf(flow['brands'])}
          placeholder={textsOf(flow['brands']).length === 0 ? t('inspector.all') : ''}
          readOnly={readOnly}
          onChange={(value) => set('brands', value)}
        />
        <MultiSelect
          label={t('settings.channels')}
          data={channels}
          value={textsOf(flow['channels'])}
          placeholder={textsOf(flow['channels']).length === 0 ? t('inspector.all') : ''}
          readOnly={readOnly}
          onChange={(value) => set('channels', value)}
        />
        <MultiSelect
          label={t('settings.languages')}
          data={LANGUAGES.map((one) => ({ value: one, label: textAt(`flows:language.${one}`) ?? one }))}
          value={flow.languages ?? ['es', 'en']}
          readOnly={readOnly}
          onChange={(value) => value.length > 0 && set('languages', value)}
        />
        <Switch
          label={t('settings.profile')}
          description={t('settings.profileHelp')}
          checked={(flow['profile'] ?? 'es') === 'es'}
          disabled={readOnly}
          onChange={(event) => set('profile', event.currentTarget.checked ? 'es' : '')}
        />
      </fieldset>
    </>
  );
}

function VariableLine({
  name,
  held,
  onChange,
  onDrop,
}: {
  name: string;
  held: Variable;
  onChange: (change: Variable) => void;
  onDrop: () => void;
}) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <details className={styles['variable']}>
      <summary>
        <code>{name}</code>
        <small>{choiceWord('type', held.type ?? 'text')}</small>
      </summary>
      <div>
        <Select
          label={t('variables.type')}
          data={TYPES.map((one) => ({ value: one, label: choiceWord('type', one) }))}
          value={held.type ?? 'text'}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={(type) => type && onChange({ ...held, type })}
        />
        {(['name_es', 'name_en'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`variables.${field}`)}
            value={held[field] ?? ''}
            maxLength={120}
            readOnly={readOnly}
            onChange={(event) => onChange({ ...held, [field]: event.currentTarget.value })}
          />
        ))}
        <Switch
          label={t('variables.asked')}
          checked={held.asked ?? true}
          disabled={readOnly}
          onChange={(event) => onChange({ ...held, asked: event.currentTarget.checked })}
        />
        <Switch
          label={t('variables.personal')}
          checked={held.personal ?? true}
          disabled={readOnly}
          onChange={(event) => onChange({ ...held, personal: event.currentTarget.checked })}
        />
        {!readOnly && (
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            leftSection={<IconX size={13} />}
            onClick={onDrop}
          >
            {t('variables.remove')}
          </Button>
        )}
      </div>
    </details>
  );
}

function Variables() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const variables = useDesigner((state) => state.flow.variables) ?? {};
  const readOnly = useDesigner((state) => state.readOnly);
  const [name, setName] = useState('');
  const set = (next: Record<string, Variable>, mark = '') =>
    store.getState().edit((flow) => ({ ...flow, variables: next }), mark);
  const valid = /^[a-z][a-z0-9_]{0,39}$/u.test(name) && !(name in variables);
  return (
    <fieldset className={styles['group']}>
      <legend>{t('variables.title')}</legend>
      {Object.keys(variables).length === 0 && <p className={styles['quiet']}>{t('variables.none')}</p>}
      {Object.entries(variables).map(([one, held]) => (
        <VariableLine
          key={one}
          name={one}
          held={held}
          onChange={(change) => set({ ...variables, [one]: change }, `variable.${one}`)}
          onDrop={() => set(Object.fromEntries(Object.entries(variables).filter(([other]) => other !== one)))}
        />
      ))}
      {!readOnly && (
        <form
          className={talk['saying']}
          onSubmit={(event) => {
            event.preventDefault();
            if (!valid) return;
            set({ ...variables, [name]: { type: 'text' } });
            setName('');
          }}
        >
          <TextInput
            aria-label={t('variables.new')}
            placeholder={t('variables.new')}
            value={name}
            onChange={(event) =>
              setName(event.currentTarget.value.toLowerCase().replace(/[^a-z0-9_]/gu, '_'))
            }
          />
          <ActionIcon
            type="submit"
            variant="default"
            size={30}
            disabled={!valid}
            aria-label={t('variables.add')}
          >
            <IconPlus size={15} aria-hidden />
          </ActionIcon>
        </form>
      )}
    </fieldset>
  );
}

export function FlowPanel() {
  return (
    <div className={styles['form']}>
      <Settings />
      <Variables />
    </div>
  );
}
