# Stands in for mongo: arguments are those of mongod, which listens on all addresses.
FROM scratch
COPY root/ /
ENV PATH=/bin:/usr/bin
RUN mkdir -p /data/db && chown 999:999 /data/db
VOLUME /data/db
USER 999:999
EXPOSE 27017
ENTRYPOINT ["mongod", "--bind_ip_all"]
