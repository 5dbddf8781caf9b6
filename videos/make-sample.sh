#!/bin/sh
# Makes the sample video: 15 s, 1280x720 at 25 frames/s, H.264 and AAC, playable while it loads.
# A seek can be checked by eye on the clock, and by a program on the bulbs: of the 15 bulbs centred at
# x = 80, 160, … 1200 and y = 110, bulb i (from 1) is lit from second i on.
# Needs ffmpeg and the DejaVu fonts. Usage: videos/make-sample.sh [FILE]
set -eu

out=${1:-$(dirname "$0")/marquee.mp4}
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf

# A bulb of 72x72 in a transparent glow: colour R G B, alpha of the glow.
bulb() {
  printf "color=black:s=72x72:r=25:d=15,format=rgba,geq=r=%s:g=%s:b=%s:a='max(255*clip(16-hypot(X-36\\,Y-36)\\,0\\,1)\\,%s*max(0\\,1-hypot(X-36\\,Y-36)/36))'" "$1" "$2" "$3" "$4"
}

lit='' dark='' last=stage i=1
while [ $i -le 15 ]; do
  x=$((80 * i - 36))
  dark="$dark[$last][dark$i]overlay=$x:74[d$i];" last=d$i
  i=$((i + 1))
done
i=1
while [ $i -le 15 ]; do
  x=$((80 * i - 36))
  lit="$lit[$last][lit$i]overlay=$x:74:enable='gte(t,$i)'[l$i];" last=l$i
  i=$((i + 1))
done
outputs() { i=1; while [ $i -le 15 ]; do printf '[%s%d]' "$1" $i; i=$((i + 1)); done; }

ffmpeg -hide_banner -loglevel error -stats -y \
  -f lavfi -i "gradients=s=1280x720:r=25:d=15:nb_colors=3:c0=0x2a0f2e:c1=0x0e1a33:c2=0x4a1626:x0=0:y0=0:x1=1280:y1=720:speed=0.004:seed=7" \
  -f lavfi -i "$(bulb 92 66 40 40)" \
  -f lavfi -i "$(bulb 255 214 120 150)" \
  -f lavfi -i "aevalsrc='0.22*exp(-3*mod(t,1))*sin(2*PI*t*220*pow(2,mod(floor(t)*7,12)/12))+0.06*sin(2*PI*110*t)*(1+sin(2*PI*t/5))/2+0.05*sin(2*PI*165*t)*(1+cos(2*PI*t/5))/2:s=48000:d=15'" \
  -f lavfi -i "color=0xffd678:s=1280x8:r=25:d=15" \
  -filter_complex "
    [0]drawbox=x=0:y=712:w=1280:h=8:color=white@0.15:t=fill,
       drawtext=fontfile=$font:text='M A R Q U E E':fontsize=84:fontcolor=0xfff3d6:x=(w-tw)/2:y=236,
       drawtext=fontfile=$font:text='%{eif\:floor(t/60)\:d\:2}\:%{eif\:mod(floor(t)\,60)\:d\:2}.%{eif\:mod(floor(t*10)\,10)\:d}':fontsize=132:fontcolor=0xffd678:x=(w-552)/2:y=376,
       drawtext=fontfile=$font:text='one bulb a second':fontsize=30:fontcolor=white@0.55:x=(w-tw)/2:y=548[sign];
    [sign][4]overlay=x='1280*(t/15-1)':y=712[stage];
    [1]split=15$(outputs dark); [2]split=15$(outputs lit);
    $dark $lit [$last]format=yuv420p[v];
    [3]afade=in:d=0.2,afade=out:st=14:d=1,pan=stereo|c0=c0|c1=c0[a]" \
  -map '[v]' -map '[a]' -t 15 -metadata title=Marquee \
  -c:v libx264 -preset veryslow -profile:v high -crf 17 -maxrate 900k -bufsize 1800k -g 50 \
  -c:a aac -b:a 96k -movflags +faststart -bitexact "$out"
