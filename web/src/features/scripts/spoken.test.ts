import { expect, test } from 'vitest';
import { spokenIn } from './spoken';

test('what stands in quotation marks is what is said to the customer', () => {
  expect(spokenIn('Diga: «Lamento la molestia, Pepe.»')).toBe('Lamento la molestia, Pepe.');
  expect(spokenIn('Say: “I am sorry.” Then: “One moment.”')).toBe('I am sorry.\nOne moment.');
});

test('what is for the agent alone is not', () => {
  expect(spokenIn('¿Qué importe no reconoce?')).toBe('');
});
