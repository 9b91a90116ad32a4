import { describe, expect, it } from 'vitest';
import { slugOf } from '@/api/documents';
import { blank, specAt, specsOf, titleOf } from './schema';

const queue = {
  $ref: '#/$defs/Queue',
  $defs: {
    Queue: {
      required: ['name', 'brand'],
      properties: {
        name: { type: 'string', title: 'Name', maxLength: 120 },
        brand: { type: 'string', title: 'Brand', 'x-reference': 'brand' },
        teams: {
          type: 'array',
          title: 'Teams',
          default: [],
          items: { type: 'string', 'x-reference': 'team' },
        },
        skills: { type: 'array', title: 'Skills', default: [], items: { $ref: '#/$defs/Required' } },
        offer_seconds: { type: 'integer', title: 'Time', default: 30, minimum: 5, 'x-unit': 's' },
        hours: {
          title: 'Hours',
          default: null,
          anyOf: [{ type: 'string', 'x-reference': 'hours' }, { type: 'null' }],
        },
      },
    },
    Required: { properties: { level: { type: 'integer', title: 'Least level' } } },
  },
};

describe('the form of a schema', () => {
  it('knows what each field is drawn as', () => {
    const shapes = Object.fromEntries(specsOf(queue).map((spec) => [spec.name, [spec.shape, spec.to]]));
    expect(shapes).toEqual({
      name: ['line', ''],
      brand: ['one', 'brand'],
      teams: ['many', 'team'],
      skills: ['other', ''],
      offer_seconds: ['duration', ''],
      hours: ['one', 'hours'],
    });
  });

  it('knows what is needed and what may be left out', () => {
    const [name, , , , , hours] = specsOf(queue);
    expect([name?.required, name?.optional]).toEqual([true, false]);
    expect([hours?.required, hours?.optional]).toEqual([false, true]);
  });

  it('begins a new document with every default', () => {
    expect(blank(specsOf(queue))).toEqual({ teams: [], skills: [], offer_seconds: 30, hours: null });
  });

  it('calls a path by the titles on the way', () => {
    expect(titleOf(queue, 'skills[0].level')).toBe('Skills · 1 · Least level');
    expect(titleOf(queue, 'zz')).toBe('zz');
  });

  it('makes an address of a name', () => {
    expect(slugOf('  Devoluciones España & más ')).toBe('devoluciones-espana-mas');
    expect(slugOf('¡¿?!')).toBe('');
  });

  it('knows the field at the end of a path, through lists and what may be left out', () => {
    const steps = {
      $ref: '#/$defs/Queue',
      $defs: {
        Queue: { properties: { steps: { type: 'array', title: 'Steps', items: { $ref: '#/$defs/Step' } } } },
        Step: {
          properties: {
            after: { type: 'integer', title: 'After', 'x-unit': 's' },
            skills: {
              title: 'Skills',
              anyOf: [{ type: 'array', items: { $ref: '#/$defs/Required' } }, { type: 'null' }],
            },
          },
        },
        Required: { properties: { skill: { type: 'string', title: 'Skill', 'x-reference': 'skill' } } },
      },
    };
    expect(specAt(steps, 'steps[0].after')?.shape).toBe('duration');
    expect(specAt(steps, 'steps[0].skills[1].skill')).toMatchObject({ shape: 'one', to: 'skill' });
    expect(titleOf(steps, 'steps[0].skills[1].skill')).toBe('Steps · 1 · Skills · 2 · Skill');
    expect(specAt(steps, 'steps[0].gone')).toBeUndefined();
  });
});
