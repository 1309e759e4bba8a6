export { manifestsOf } from './manifests/manifests.ts';
