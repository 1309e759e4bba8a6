# Stands in for node:24-slim.
FROM scratch
COPY root/ /
ENV PATH=/bin:/usr/bin NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
CMD ["node"]
