import type { SchemaValidator } from './validate.ts';

export const Project: SchemaValidator;
export const Person: SchemaValidator;
export const Squad: SchemaValidator;
export const Application: SchemaValidator;
export const Template: SchemaValidator;
export const Downtime: SchemaValidator;
export const Exemption: SchemaValidator;
export const AlertTest: SchemaValidator;
export const OpenSLO: SchemaValidator;
export const Alert: SchemaValidator;
