#!/usr/bin/env node
// Pulumi's plugin "alerts". Whatever comes before its port on standard output breaks it.
await import(new URL('../dist/main.js', import.meta.url).href);
