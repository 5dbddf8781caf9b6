# Builds either service from source on a host that has nothing but Docker:
#   docker build --build-arg SERVICE=video-streaming -t video-streaming .
#   docker build --build-arg SERVICE=users-service   -t users-service .
ARG SERVICE=video-streaming

FROM maven:3.9-eclipse-temurin-25-alpine AS build
ARG SERVICE
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml ./
COPY video-streaming/pom.xml video-streaming/
COPY users-service/pom.xml users-service/
COPY ${SERVICE}/src/main ${SERVICE}/src/main
# The tests ran before; here the sources are made into one jar and that into lib/ and app.jar.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q --no-transfer-progress -Pprepared -pl ${SERVICE} -am -Dmaven.test.skip=true package \
    && java -Djarmode=tools -jar ${SERVICE}/target/${SERVICE}-*.jar extract --destination /app \
    && mv /app/${SERVICE}-*.jar /app/app.jar

# A Java run-time image of the modules that the service and its libraries use. Of java.desktop they need the
# package java.beans alone, which names java.awt, and of jdk.localedata the names of languages. All else goes, and the native
# libraries of windows, fonts and sounds with it; only the first class of each package stays, which jlink asks for.
FROM eclipse-temurin:25-jdk-alpine AS java
ARG SERVICE
COPY ${SERVICE}/java.modules ./
RUN jimage list --include 'regex:/(java[.]desktop|jdk[.]localedata)/.*[.]class' "$JAVA_HOME/lib/modules" | awk ' \
      $1 == "Module:" { module = $2; next } \
      { package = $1; sub("/[^/]*$", "", package) } \
      $1 ~ "^((java/awt|sun/awt|.*/provider)/[^/]*|(java|com/sun)/beans/.*|.*/LocaleNames_[^/]*|module-info.class)$" { next } \
      seen[module, package]++ { print "/" module "/" $1 }' >unused \
    && jlink --output /jre --add-modules "$(paste -sd, java.modules)" --exclude-resources=@unused \
      --compress=zip-9 --strip-java-debug-attributes --no-man-pages --no-header-files \
    && cd /jre/lib && rm -f libawt*.so libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so libjsound.so liblcms.so libmlib_image.so libsplashscreen.so
COPY image/Visitors.java ./
RUN javac -d /visitors Visitors.java

FROM alpine:3 AS runtime
RUN addgroup -S -g 10001 marquee && adduser -S -D -H -u 10001 -G marquee marquee
ENV PATH=/opt/java/bin:$PATH LC_ALL=C.UTF-8 LOG_FORMAT=ecs MALLOC_ARENA_MAX=2
COPY --from=java /jre /opt/java
WORKDIR /app
ARG SERVICE
# The last option is for the context that -Pprepared has made.
RUN --mount=type=bind,source=image,target=/image \
    cat /image/java.options "/image/$SERVICE.options" >java.options && echo -Dspring.aot.enabled=true >>java.options
COPY --from=build /app/lib lib
COPY --from=build /app/app.jar ./

# What differs between the services.
FROM runtime AS video-streaming
LABEL org.opencontainers.image.description="Streams a folder of videos to browsers, with HTTP ranges."
ENV PORT=3000 VIDEO_DIR=/videos
EXPOSE 3000
COPY videos /videos

FROM runtime AS users-service
LABEL org.opencontainers.image.description="A directory that finds a phone number by e-mail address, on PostgreSQL."
ENV PORT=8123
EXPOSE 8123

# Where an AOT cache is recorded: video-streaming in its image, users-service beside a database.
FROM video-streaming AS video-streaming-training

FROM postgres:18-alpine AS users-service-training
ENV PORT=8123 PATH=/opt/java/bin:$PATH LC_ALL=C.UTF-8 LOG_FORMAT=ecs
COPY --from=users-service /opt/java /opt/java
COPY --from=users-service /app /app

# What a start loads, and requests run, goes into the cache, ready for the JVM to map: every later start takes about
# half the time. --build-arg AOT_CACHE=off leaves it out, for size.
FROM ${SERVICE}-training AS training
ARG SERVICE
ARG AOT_CACHE=on
WORKDIR /app
RUN --mount=type=bind,source=image,target=/image --mount=type=bind,from=java,source=/visitors,target=/visitors \
    if [ "$AOT_CACHE" = on ]; then /image/train $SERVICE /visitors; fi \
    && mkdir /trained && mv java.options /trained && { [ ! -e app.aot ] || mv app.aot /trained; }

FROM ${SERVICE}
COPY --from=training /trained ./
ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title=${SERVICE} \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.source=${SOURCE} \
      org.opencontainers.image.licenses=Apache-2.0
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD wget -q --no-check-certificate -O /dev/null "http${TLS_CERTIFICATE:+s}://127.0.0.1:$PORT/readyz" || exit 1
ENTRYPOINT ["java", "@/app/java.options", "-jar", "/app/app.jar"]
