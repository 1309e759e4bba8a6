import { allContainers, deployedServices, type Rule } from '../kubernetes/overlay.ts';

/** Production runs just the images that somebody has checked. */
export const images: Rule = (overlay) =>
  deployedServices(overlay).flatMap(({ service, pod }) =>
    allContainers(pod).flatMap(({ name, image }) => {
      const repository = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
      return [
        ...(overlay.production && !/@sha256:[0-9a-f]{64}$/.test(image)
          ? [`${service} (${name}): image ${image} is not named by its digest`]
          : []),
        ...(repository.endsWith(`newsflow-${service}`) ? [] : [`${service} (${name}): image ${image} is not its own`]),
      ];
    }),
  );
