/** What is selected, as a form: its name, what it does, where it leads, what colleagues should know. */
import { ActionIcon, Button, Menu, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconCopyPlus, IconDots, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { branchesOf, pointed } from '../model/branches';
import { copied, pasted, removed, renamed, withNode } from '../model/edits';
import type { FlowNode } from '../model/flow';
import { KINDS } from '../model/kinds';
import styles from './Form.module.css';
import kinds from '../panels/Kinds.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { besideWord, branchWord, fieldHelp, fieldWord, nodeWord, titleWord, typeHelp } from '../words';
import { FieldInput } from './FieldInput';
import { FindingList } from './FindingList';
import { NodeSelect } from './NodeSelect';

function Name({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const readOnly = useDesigner((state) => state.readOnly);
  const title = useDesigner((state) => titleWord(state, id));
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? title;
  const rename = () => {
    setWritten(null);
    if (text.trim() === '' || text === title) return;
    let made = id;
    store.getState().edit((flow) => {
      const [next, now] = renamed(flow, id, text);
      made = now;
      return next;
    });
    store.getState().select([made]);
  };
  return (
    <TextInput
      className={styles['name'] ?? ''}
      aria-label={t('inspector.name')}
      value={text}
      readOnly={readOnly}
      maxLength={60}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setWritten(null);
      }}
    />
  );
}

function More({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const isStart = useDesigner((state) => state.flow.start === id);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('inspector.more')}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopyPlus size={15} />}
          onClick={() => {
            let made: string[] = [];
            store.getState().edit((flow) => {
              const [next, ids] = pasted(flow, copied(flow, [id]));
              made = ids;
              return next;
            });
            store.getState().show(made[0] ?? id);
          }}
        >
          {t('act.duplicate')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerPlay size={15} />}
          disabled={isStart}
          onClick={() => store.getState().edit((flow) => ({ ...flow, start: id }))}
        >
          {t('act.start')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => store.getState().edit((flow) => removed(flow, [id]))}
        >
          {t('act.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function WaysOn({ id, node }: { id: string; node: FlowNode }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const failed = useDesigner((state) => (state.flow.failed ? nodeWord(state, state.flow.failed) : ''));
  const ways = branchesOf(node, '').filter((branch) => !branch.id.includes('.'));
  if (ways.length === 0) return null;
  return (
    <fieldset className={styles['group']}>
      <legend>{t('inspector.ways')}</legend>
      {ways.map((branch) => (
        <NodeSelect
          key={branch.id}
          label={branchWord(node.type, branch)}
          value={branch.to}
          required={branch.required}
          placeholder={
            branch.field === 'failed' && failed
              ? t('inspector.asFlow', { node: failed })
              : branch.required
                ? t('inspector.choose')
                : t('inspector.none')
          }
          add={{ from: id, branch: branch.id }}
          onChange={(to) =>
            store.getState().edit((flow) => {
              const now = flow.nodes[id];
              return now ? withNode(flow, id, pointed(now, branch.id, to)) : flow;
            })
          }
        />
      ))}
    </fieldset>
  );
}

function Extras({ node, set }: { node: FlowNode; set: (field: string, value: unknown) => void }) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <fieldset className={styles['group']}>
      <legend>{t('inspector.extras')}</legend>
      <TextInput
        label={t('inspector.goal')}
        description={t('inspector.goalHelp')}
        value={node.goal ?? ''}
        readOnly={readOnly}
        maxLength={120}
        onChange={(event) => set('goal', event.currentTarget.value)}
      />
      <Textarea
        label={t('inspector.comment')}
        value={node.comment ?? ''}
        readOnly={readOnly}
        maxLength={4000}
        onChange={(event) => set('comment', event.currentTarget.value)}
      />
    </fieldset>
  );
}

function Fields({
  id,
  node,
  set,
}: {
  id: string;
  node: FlowNode;
  set: (field: string, value: unknown) => void;
}) {
  const { t } = useTranslation('flows');
  const all = (KINDS[node.type]?.fields ?? []).filter((field) => field.when?.(node) ?? true);
  const [usual, rare] = [all.filter((field) => !field.rare), all.filter((field) => field.rare)];
  const draw = (fields: typeof all) =>
    fields.map((field) => (
      <FieldInput
        key={field.name}
        node={id}
        type={node.type}
        field={field}
        label={fieldWord(node.type, field.name)}
        help={fieldHelp(node.type, field.name)}
        value={node[field.name]}
        onChange={(value) => set(field.name, value)}
      />
    ));
  return (
    <>
      {draw(usual)}
      {rare.length > 0 && (
        <details className={styles['rare']}>
          <summary>{t('inspector.rare')}</summary>
          <div>{draw(rare)}</div>
        </details>
      )}
    </>
  );
}

function Several({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  return (
    <div className={styles['form']}>
      <h2>{t('inspector.several', { count: ids.length })}</h2>
      <Button
        variant="default"
        color="red"
        leftSection={<IconTrash size={15} />}
        onClick={() => store.getState().edit((flow) => removed(flow, ids))}
      >
        {t('act.delete')}
      </Button>
    </div>
  );
}

export function Inspector() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const selected = useDesigner((state) => state.selected);
  const id = selected[0] ?? '';
  const node = useDesigner((state) => state.flow.nodes[id]);
  const findings = useDesigner((state) => state.findings);
  const readOnly = useDesigner((state) => state.readOnly);
  const beside = useDesigner((state) => besideWord(state, id));
  if (selected.length > 1) return <Several ids={selected} />;
  if (!node) return <p className={styles['quiet']}>{t('inspector.empty')}</p>;
  const set = (field: string, value: unknown) =>
    store.getState().edit((flow) => {
      const now = flow.nodes[id];
      return now ? withNode(flow, id, { ...now, [field]: value }) : flow;
    }, `${id}.${field}`);
  const kind = KINDS[node.type];
  return (
    <div className={styles['form']} key={id}>
      <div className={styles['nodeHead']} data-group={kind?.group}>
        <Tooltip label={typeHelp(node.type)} multiline w={260}>
          <i className={kinds['tile']}>{kind && <kind.icon size={18} stroke={1.8} aria-hidden />}</i>
        </Tooltip>
        <div>
          <Name key={id} id={id} />
          <small>{beside}</small>
        </div>
        {!readOnly && <More id={id} />}
      </div>
      <FindingList findings={findings.filter((one) => one.node === id)} here />
      <Fields id={id} node={node} set={set} />
      <WaysOn id={id} node={node} />
      <Extras node={node} set={set} />
    </div>
  );
}
